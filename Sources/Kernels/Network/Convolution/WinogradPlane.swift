/// conv2d 3 x 3 with stride 1 of one sample where the picture itself is wanted: whole tiles of 2 x 2 outputs by Winograd, an odd last
/// line and column by sliding windows.
struct WinogradPlane {
  let weights: WinogradWeights
  private let tiles: WinogradTiles
  private let matrix: Matrix
  /// The layout behind the convolution.
  private let output: Layout

  static func applies(kernel: Int, stride: Int, input: Layout, output: Shape) -> Bool {
    kernel == 3 && stride == 1 && input.stride % 8 == 0 && output.height > 1 && output.width > 1
  }

  /// nil where it does not apply.
  init?(kernel: Int, stride: Int, padding: Int, input: Layout, output: Layout, _ matrix: Matrix) {
    guard Self.applies(kernel: kernel, stride: stride, input: input, output: output.shape) else { return nil }
    let halved = Shape(output.shape.channels, output.shape.height / 2, output.shape.width / 2)
    let geometry = PooledGeometry(
      kernel: kernel, padding: padding, input: input, output: Layout(shape: halved, stride: output.stride))
    weights = WinogradWeights(matrix, channels: geometry.channels, filters: geometry.filters)
    tiles = WinogradTiles(geometry, weights)
    self.matrix = matrix
    self.output = output
  }

  /// Floats of scratch memory.
  var scratch: Int { tiles.scratch }

  /// `source` is the framed input, bias `[filters]`, destination `[height, width, filters]`.
  func run(
    _ source: UnsafePointer<Float>, bias: UnsafePointer<Float>, rectified: Bool, to destination: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let step = output.stride, line = output.shape.width * step, perLine = tiles.geometry.output.shape.width
    tiles.run(source, scratch: scratch) { m in
      let b = load8(bias + m.filter)
      for (t, tile) in m.tiles.enumerated() {
        let y = tile / perLine, x = tile - y * perLine
        WinogradTransforms.output(
          m.values + t * m.width, next: m.next, bias: b, rectified: rectified,
          to: destination + 2 * (y * line + x * step) + m.filter, step: step, line: line)
      }
    }
    let (height, width, row, pixel) = (output.shape.height, output.shape.width, tiles.geometry.line, tiles.geometry.channels)
    if height % 2 == 1 {
      windows(height: 1, width: width).run(
        source + (height - 1) * row, weights: matrix.values, bias: bias, rectified: rectified,
        to: destination + (height - 1) * line, destinationStep: step)
    }
    if width % 2 == 1 {
      windows(height: height - height % 2, width: 1).run(
        source + (width - 1) * pixel, weights: matrix.values, bias: bias, rectified: rectified,
        to: destination + (width - 1) * step, destinationStep: line)
    }
  }

  private func windows(height: Int, width: Int) -> SlidingProduct {
    let geometry = tiles.geometry
    return SlidingProduct(
      height: height, width: width, sourceRow: geometry.line, sourceStep: geometry.channels, runs: 3,
      runLength: geometry.runLength, runStride: geometry.line, columns: geometry.filters)
  }
}
