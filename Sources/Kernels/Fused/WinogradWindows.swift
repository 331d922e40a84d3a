/// conv2d 3 x 3 -> ReLU -> max-pool of one sample by Winograd's F(2x2, 3x3): a tile's 2 x 2 outputs are one pool window, so the
/// picture before the pool never exists.
package struct WinogradWindows {
  private let tiles: WinogradTiles
  let weights: WinogradWeights

  package init(_ geometry: PooledGeometry, _ weights: WinogradWeights) {
    tiles = WinogradTiles(geometry, weights)
    self.weights = weights
  }

  /// Floats of scratch memory.
  package var scratch: Int { tiles.scratch }

  /// `source` is the framed input, bias `[filters]`, destination `[windows, filters]`; `found`, of the same shape, receives
  /// the winners.
  package func run(
    _ source: UnsafePointer<Float>, bias: UnsafePointer<Float>, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?, scratch: UnsafeMutablePointer<Float>
  ) {
    let step = tiles.geometry.filters
    tiles.run(source, scratch: scratch) { m in
      let first = m.tiles.lowerBound * step + m.filter
      outputs(m, load8(bias + m.filter), destination + first, found.map { $0 + first })
    }
  }

  private func outputs(
    _ m: WinogradTiles.Product, _ bias: SIMD8<Float>, _ destination: UnsafeMutablePointer<Float>,
    _ found: UnsafeMutablePointer<UInt8>?
  ) {
    let step = tiles.geometry.filters, next = m.next
    if let found {
      for t in 0..<m.tiles.count {
        WinogradTransforms.output(
          m.values + t * m.width, next: next, bias: bias, to: destination + t * step, found: found + t * step)
      }
    } else {
      for t in 0..<m.tiles.count {
        WinogradTransforms.output(m.values + t * m.width, next: next, bias: bias, to: destination + t * step)
      }
    }
  }
}
