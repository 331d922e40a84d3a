/// Bilinear sampling of pictures of one size, zero outside. One thread at a time.
///
/// A picture is copied into a frame of zeros, one wide before and two behind, and sample points are kept inside of that
/// frame: so no pixel needs a question about borders.
package final class WarpSampler {
  private let height: Int
  private let width: Int
  private let framedWidth: Int
  /// [height + 3, width + 3]
  private let framed: Buffer<Float>
  /// [height, width]: the sample point's upper left neighbour in `framed`, and how much comes from its right and lower ones.
  private let places: Buffer<Int32>
  private let right: Buffer<Float>
  private let lower: Buffer<Float>

  /// Memory for pictures `[height, width]`; `aim` comes before the first `sample`.
  package init(height: Int, width: Int) {
    self.height = height
    self.width = width
    framedWidth = width + 3
    framed = Buffer((height + 3) * (width + 3))
    places = Buffer(height * width)
    right = Buffer(height * width)
    lower = Buffer(height * width)
  }

  /// Sets the sample points of all pictures that follow.
  package func aim(_ warp: Warp, _ field: ElasticField? = nil) {
    let inverse = warp.inverse(height: height, width: width)
    let xx = Float(inverse.xx), yx = Float(inverse.yx)
    let lastX = Float(width + 1), lastY = Float(height + 1), step = Int32(framedWidth)
    for row in 0..<height {
      // In the frame's coordinates, hence + 1.
      let x0 = Float(inverse.xy * Double(row) + inverse.x0 + 1), y0 = Float(inverse.yy * Double(row) + inverse.y0 + 1)
      let places = self.places.pointer + row * width
      let right = self.right.pointer + row * width, lower = self.lower.pointer + row * width
      for column in 0..<width {
        right[column] = xx * Float(column) + x0
        lower[column] = yx * Float(column) + y0
      }
      if let field {
        let dx = field.x(row), dy = field.y(row)
        for column in 0..<width {
          right[column] += dx[column]
          lower[column] += dy[column]
        }
      }
      for column in 0..<width {
        let x = max(0, min(lastX, right[column])), y = max(0, min(lastY, lower[column]))
        let left = Int32(x), upper = Int32(y)
        places[column] = upper * step + left
        right[column] = x - Float(left)
        lower[column] = y - Float(upper)
      }
    }
  }

  /// Both pictures are [height, width]; they may be the same memory.
  package func sample(_ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    for row in 0..<height {
      (framed.pointer + (row + 1) * framedWidth + 1).update(from: input + row * width, count: width)
    }
    let framed = self.framed.pointer, places = self.places.pointer
    let right = self.right.pointer, lower = self.lower.pointer
    for i in 0..<height * width {
      let above = framed + Int(places[i]), below = above + framedWidth
      let top = above[0] + (above[1] - above[0]) * right[i]
      let bottom = below[0] + (below[1] - below[0]) * right[i]
      output[i] = top + (bottom - top) * lower[i]
    }
  }
}
