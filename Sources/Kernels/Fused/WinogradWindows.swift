/// conv2d 3 x 3 -> ReLU -> max-pool of one sample by Winograd's F(2x2, 3x3) (Lavin, Gray 2016): 16 instead of 36 products a
/// window and channel, and a tile's 2 x 2 outputs are one pool window, so the picture before the pool never exists.
package struct WinogradWindows {
  let geometry: PooledGeometry
  let weights: WinogradWeights

  package init(_ geometry: PooledGeometry, _ weights: WinogradWeights) {
    self.geometry = geometry
    self.weights = weights
  }

  /// Tiles taken together: their 16 frequencies of 32 channels stay in the second cache beside the weights.
  private var group: Int {
    let most = geometry.channels > 64 ? 12 : 30
    return equalShare(of: geometry.windows, atMost: most)
  }

  /// Floats of scratch memory: V [16, group, channels] and M [16, group, 16].
  package var scratch: Int { 16 * group * (geometry.channels + 16) }

  /// `source` is the framed input, bias `[filters]`, destination `[windows, filters]`; `found`, of the same shape, receives
  /// the winners.
  package func run(
    _ source: UnsafePointer<Float>, bias: UnsafePointer<Float>, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?, scratch: UnsafeMutablePointer<Float>
  ) {
    let size = group
    let v = scratch, m = scratch + 16 * size * geometry.channels
    var first = 0
    while first < geometry.windows {
      let tiles = min(size, geometry.windows - first)
      transform(source, first, tiles, v)
      let d = destination + first * geometry.filters, f = found.map { $0 + first * geometry.filters }
      var c = 0
      while c < geometry.filters {
        if geometry.filters - c >= 16 {
          block(Lanes16.self, c, tiles, v, m, bias + c, d + c, f.map { $0 + c })
        } else {
          block(Lanes8.self, c, tiles, v, m, bias + c, d + c, f.map { $0 + c })
        }
        c += 16
      }
      first += tiles
    }
  }

  private func transform(_ source: UnsafePointer<Float>, _ first: Int, _ tiles: Int, _ v: UnsafeMutablePointer<Float>) {
    let channels = geometry.channels, line = geometry.line
    for t in 0..<tiles {
      let d = source + geometry.start(first + t)
      var c = 0
      while c < channels {
        WinogradTransforms.input(d + c, step: channels, line: line, to: v + t * channels + c, next: tiles * channels)
        c += 8
      }
    }
  }

  @inline(__always)
  private func block<L: Lanes>(
    _: L.Type, _ filter: Int, _ tiles: Int, _ v: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ bias: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>, _ found: UnsafeMutablePointer<UInt8>?
  ) {
    let channels = geometry.channels
    let u = weights.block(filter)
    for f in 0..<16 {
      frequencyProduct(
        L.self, tiles: tiles, v + f * tiles * channels, length: channels, weights: u + f * channels * L.width,
        to: m + f * tiles * L.width)
    }
    for half in stride(from: 0, to: L.width, by: 8) {
      outputs(m + half, width: L.width, tiles, load8(bias + half), destination + half, found.map { $0 + half })
    }
  }

  /// Back from the frequencies: eight filters of all tiles; m is `[16, tiles, width]`.
  private func outputs(
    _ m: UnsafePointer<Float>, width: Int, _ tiles: Int, _ bias: SIMD8<Float>, _ destination: UnsafeMutablePointer<Float>,
    _ found: UnsafeMutablePointer<UInt8>?
  ) {
    let next = tiles * width, step = geometry.filters
    if let found {
      for t in 0..<tiles {
        WinogradTransforms.output(m + t * width, next: next, bias: bias, to: destination + t * step, found: found + t * step)
      }
    } else {
      for t in 0..<tiles { WinogradTransforms.output(m + t * width, next: next, bias: bias, to: destination + t * step) }
    }
  }
}
