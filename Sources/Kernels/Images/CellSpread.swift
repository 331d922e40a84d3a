/// Brings a map to a picture's size by spreading each of its cells over the pixels that the cell sees.
///
/// Along an axis, cell i sees pixels `first + i * step` and on, with weights that fall off towards their ends. Where cells reach,
/// their weights add up to 1, so that a map of ones gives a picture of ones; near the border, where fewer cells see a pixel, it
/// fades, and a pixel that no cell sees gets 0.
public struct CellSpread: Sendable {
  /// What the cells see along one axis.
  public struct Axis: Sendable, Equatable {
    /// Pixels between the beginnings of neighboring cells, above 0.
    public let step: Int
    /// First pixel of cell 0; may lie outside of the picture.
    public let first: Int
    /// How strongly a cell sees each of its pixels, `[size]`, none below 0.
    public let weights: [Float]

    /// What the cells of one axis see; units are pixels.
    public init(step: Int, first: Int, weights: [Float]) {
      self.step = step
      self.first = first
      self.weights = weights
    }
  }

  /// A line of `[cells]` for each pixel.
  private let lines: [Float]
  private let columns: [Float]
  private let (height, width): (Int, Int)
  private let (outHeight, outWidth): (Int, Int)

  /// A spread from maps `[height, width]` to pictures `[outHeight, outWidth]`. Sizes are above 0.
  public init(height: Int, width: Int, outHeight: Int, outWidth: Int, down: Axis, across: Axis) {
    (self.height, self.width, self.outHeight, self.outWidth) = (height, width, outHeight, outWidth)
    lines = Self.table(down, cells: height, pixels: outHeight)
    columns = Self.table(across, cells: width, pixels: outWidth)
  }

  /// - Parameters:
  ///   - input: `[height, width]`
  ///   - output: `[outHeight, outWidth]`
  public func run(_ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: height * outWidth) { stretched in
      for i in 0..<height {
        for x in 0..<outWidth {
          var sum: Float = 0
          for j in 0..<width { sum += columns[x * width + j] * input[i * width + j] }
          stretched[i * outWidth + x] = sum
        }
      }
      for y in 0..<outHeight {
        let line = output + y * outWidth
        for x in 0..<outWidth { line[x] = 0 }
        for i in 0..<height where lines[y * height + i] != 0 {
          let weight = lines[y * height + i]
          for x in 0..<outWidth { line[x] += weight * stretched[i * outWidth + x] }
        }
      }
    }
  }

  private static func table(_ axis: Axis, cells: Int, pixels: Int) -> [Float] {
    // Pixels at the same place between two cells are seen with the same weights, whose sum is brought to 1.
    var sums = [Float](repeating: 0, count: axis.step)
    for (k, weight) in axis.weights.enumerated() { sums[k % axis.step] += weight }
    var table = [Float](repeating: 0, count: pixels * cells)
    for i in 0..<cells {
      for (k, weight) in axis.weights.enumerated() {
        let pixel = axis.first + i * axis.step + k
        guard (0..<pixels).contains(pixel), sums[k % axis.step] > 0 else { continue }
        table[pixel * cells + i] = weight / sums[k % axis.step]
      }
    }
    return table
  }
}
