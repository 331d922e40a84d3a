/// conv2d 3 x 3 -> ReLU -> max-pool of one sample by Winograd's F(2x2, 3x3): a tile's 2 x 2 outputs are one pool window, so the
/// picture before the pool never exists.
///
/// Winners are exact, where a lead that the transforms may have made up is decided by the direct sums, or quick, for the gradient of
/// a sum over many samples, which does not tell the difference.
package struct WinogradWindows {
  private let tiles: WinogradTiles
  let weights: WinogradWeights

  /// Works on samples of this geometry with weights that were made for it.
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
    found: UnsafeMutablePointer<UInt8>?, isExact: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    let step = tiles.geometry.filters
    tiles.run(source, scratch: scratch) { m in
      let first = m.tiles.lowerBound * step + m.filter
      let b = load8(bias + m.filter)
      if let found, isExact {
        exactOutputs(m, b, destination + first, found + first, source)
      } else {
        outputs(m, b, destination + first, found.map { $0 + first })
      }
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

  private func exactOutputs(
    _ m: WinogradTiles.Product, _ bias: SIMD8<Float>, _ destination: UnsafeMutablePointer<Float>,
    _ found: UnsafeMutablePointer<UInt8>, _ source: UnsafePointer<Float>
  ) {
    let step = tiles.geometry.filters
    for t in 0..<m.tiles.count {
      let doubt = WinogradTransforms.output(
        m.values + t * m.width, next: m.next, bias: bias, to: destination + t * step, seeming: found + t * step)
      if isAnySet(doubt) {
        decide(doubt, source + tiles.geometry.start(m.tiles.lowerBound + t), m.filter, m.width, bias, found + t * step)
      }
    }
  }

  /// The winners of the filters in doubt, by the direct sums over the pool window at `x`. Where all its pixels are equal, so are these to
  /// the last bit, and need not be made.
  @inline(never)
  private func decide(
    _ doubt: Mask8, _ x: UnsafePointer<Float>, _ filter: Int, _ width: Int, _ bias: SIMD8<Float>,
    _ found: UnsafeMutablePointer<UInt8>
  ) {
    var exact: UInt64 = 0
    if !isFlat(x) {
      let w = weights.matrix.values + weights.matrix.shape.packing.index(0, filter)
      let (a, b, c, d) = fourWindows(tiles.geometry, x, weights: w, step: width, start: Lanes8(a: bias))
      withUnsafeMutableBytes(of: &exact) { bytes in
        storeWinner(a.a, b.a, c.a, d.a, to: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
      }
    }
    for i in 0..<8 where doubt[i] { found[i] = UInt8(truncatingIfNeeded: exact >> UInt64(8 * i)) }
  }

  /// Whether the 4 x 4 pixels at `x` are equal.
  private func isFlat(_ x: UnsafePointer<Float>) -> Bool {
    let channels = tiles.geometry.channels
    for c in stride(from: 0, to: channels, by: 8) {
      let first = load8(x + c)
      var differs = Mask8(repeating: false)
      for y in 0..<4 {
        let line = x + y * tiles.geometry.line + c
        for i in 0..<4 { differs = differs .| (load8(line + i * channels) .!= first) }
      }
      if isAnySet(differs) { return false }
    }
    return true
  }
}
