/// The 3 x 3 kernels of a convolution in the frequencies of F(2x2, 3x3): U = G g G^T (Lavin, Gray 2016, section 4.1).
///
/// A block of 16 filters (or the last 8) is `[16 frequencies, channels, 16]`; blocks follow each other.
package final class WinogradWeights {
  let matrix: Matrix
  private let channels: Int
  private let filters: Int
  private var buffer: Buffer<Float>?
  private var madeFrom = 0

  /// `matrix` is packed `[9 * channels, filters]`.
  package init(_ matrix: Matrix, channels: Int, filters: Int) {
    self.matrix = matrix
    self.channels = channels
    self.filters = filters
  }

  /// The block that begins with a filter, a multiple of 16.
  @inline(__always)
  func block(_ filter: Int) -> UnsafePointer<Float> { UnsafePointer(buffer!.pointer) + filter * 16 * channels }

  var blocks: Int { (filters + 15) / 16 }

  /// Makes the frequencies of this version of the weights; nothing if they are there already.
  func making(_ version: Int) -> [Units] {
    if buffer != nil, madeFrom == version { return [] }
    if buffer == nil { buffer = Buffer(16 * channels * filters) }
    madeFrom = version
    return [Units(blocks) { [self] _, unit in make(unit) }]
  }

  private func make(_ unit: Int) {
    let first = unit * 16
    let width = min(16, filters - first)
    let to = buffer!.pointer + first * 16 * channels
    for half in stride(from: 0, to: width, by: 8) {
      for channel in 0..<channels {
        let g = { [matrix, channels] (tap: Int) -> SIMD8<Float> in
          load8(matrix.values + matrix.shape.packing.index(tap * channels + channel, first + half))
        }
        let u = to + channel * width + half
        let step = channels * width
        let rows = (
          Self.column(g(0), g(3), g(6)), Self.column(g(1), g(4), g(7)), Self.column(g(2), g(5), g(8))
        )
        Self.store(Self.column(rows.0.0, rows.1.0, rows.2.0), u, step)
        Self.store(Self.column(rows.0.1, rows.1.1, rows.2.1), u + 4 * step, step)
        Self.store(Self.column(rows.0.2, rows.1.2, rows.2.2), u + 8 * step, step)
        Self.store(Self.column(rows.0.3, rows.1.3, rows.2.3), u + 12 * step, step)
      }
    }
  }

  private typealias Four = (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

  /// G times a column: (a, (a + b + c) / 2, (a - b + c) / 2, c).
  @inline(__always)
  private static func column(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>) -> Four {
    let outer = (a + c) * 0.5, inner = b * 0.5
    return (a, outer + inner, outer - inner, c)
  }

  @inline(__always)
  private static func store(_ row: Four, _ to: UnsafeMutablePointer<Float>, _ step: Int) {
    store8(row.0, to)
    store8(row.1, to + step)
    store8(row.2, to + 2 * step)
    store8(row.3, to + 3 * step)
  }
}
