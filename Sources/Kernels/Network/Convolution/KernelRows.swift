/// The weights of a convolution as rows `[filters, kernel, paddedRun]`: a line of a kernel lies as the pixels under it do.
/// Also the partial gradients in this order, one a chunk.
final class KernelRows {
  private let geometry: PooledGeometry
  private let matrix: Matrix
  private var buffer: Buffer<Float>?
  private var partials: Buffer<Float>?
  private var madeFrom = 0

  init(_ geometry: PooledGeometry, _ matrix: Matrix) {
    self.geometry = geometry
    self.matrix = matrix
  }

  private var count: Int { geometry.filters * geometry.kernel * geometry.paddedRun }
  private var units: Int { (geometry.filters + 7) / 8 }

  var values: UnsafePointer<Float> { UnsafePointer(buffer!.pointer) }

  /// Makes the rows of this version of the weights; nothing if they are there already.
  func making(_ version: Int) -> [Units] {
    if buffer != nil, madeFrom == version { return [] }
    if buffer == nil { buffer = Buffer(count) }
    madeFrom = version
    let to = buffer!.pointer, from = matrix.values
    return [
      Units(units) { [self] _, unit in forEachWeight(unit) { place, packed in to[place] = from[packed] } }
    ]
  }

  func reserve(chunks: Int) {
    grow(&partials, to: chunks * count)
  }

  func partial(_ chunk: Int) -> UnsafeMutablePointer<Float> { partials!.pointer + chunk * count }

  /// Adds the chunks in their order and writes the sum where the packed weights have it.
  func sum(chunks: Int, to gradient: UnsafeMutablePointer<Float>) -> Units {
    Units(units) { [self] _, unit in
      let size = 8 * geometry.kernel * geometry.paddedRun
      let total = partials!.pointer + unit * size
      for chunk in 1..<max(1, chunks) {
        let more = total + chunk * count
        for i in stride(from: 0, to: size, by: 8) { store8(load8(total + i) + load8(more + i), total + i) }
      }
      forEachWeight(unit) { place, packed in gradient[packed] = partials!.pointer[place] }
    }
  }

  /// The weights of eight filters: the place in the rows and in the packed matrix.
  @inline(__always)
  private func forEachWeight(_ unit: Int, _ body: (_ place: Int, _ packed: Int) -> Void) {
    let packing = matrix.shape.packing
    for c in unit * 8..<unit * 8 + 8 {
      for line in 0..<geometry.kernel {
        let row = (c * geometry.kernel + line) * geometry.paddedRun
        let first = packing.index(line * geometry.runLength, c)
        let step = c < packing.columns & ~15 ? 16 : 8
        for i in 0..<geometry.runLength { body(row + i, first + i * step) }
      }
    }
  }
}
