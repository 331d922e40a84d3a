/// conv2d 3 x 3 of one sample in the frequencies of Winograd's F(2x2, 3x3) (Lavin, Gray 2016): 16 instead of 36 products a tile
/// of 2 x 2 outputs and channel.
struct WinogradTiles {
  /// A pool window is a tile, whether it is pooled or not.
  let geometry: PooledGeometry
  let weights: WinogradWeights

  init(_ geometry: PooledGeometry, _ weights: WinogradWeights) {
    self.geometry = geometry
    self.weights = weights
  }

  /// What comes out for some tiles and the eight filters from `filter`: frequency f of the first tile at `values + f * next`,
  /// and each further tile `width` floats on.
  struct Product {
    let values: UnsafePointer<Float>
    let width: Int
    let tiles: Range<Int>
    let filter: Int
    var next: Int { tiles.count * width }
  }

  /// Tiles taken together: their 16 frequencies of 32 channels stay in the second cache beside the weights.
  private var group: Int {
    let most = geometry.channels > 64 ? 12 : 30
    return equalShare(of: geometry.windows, atMost: most)
  }

  /// Floats of scratch memory: V [16, group, channels] and M [16, group, 16].
  var scratch: Int { 16 * group * (geometry.channels + 16) }

  /// `source` is the framed input; `write` takes the product back from the frequencies.
  func run(_ source: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>, write: (Product) -> Void) {
    let size = group
    let v = scratch, m = scratch + 16 * size * geometry.channels
    var first = 0
    while first < geometry.windows {
      let tiles = first..<min(first + size, geometry.windows)
      transform(source, tiles, v)
      var c = 0
      while c < geometry.filters {
        if geometry.filters - c >= 16 {
          block(Lanes16.self, c, tiles, v, m, write)
        } else {
          block(Lanes8.self, c, tiles, v, m, write)
        }
        c += 16
      }
      first = tiles.upperBound
    }
  }

  private func transform(_ source: UnsafePointer<Float>, _ tiles: Range<Int>, _ v: UnsafeMutablePointer<Float>) {
    let channels = geometry.channels, line = geometry.line
    for t in 0..<tiles.count {
      let d = source + geometry.start(tiles.lowerBound + t)
      var c = 0
      while c < channels {
        WinogradTransforms.input(d + c, step: channels, line: line, to: v + t * channels + c, next: tiles.count * channels)
        c += 8
      }
    }
  }

  @inline(__always)
  private func block<L: Lanes>(
    _: L.Type, _ filter: Int, _ tiles: Range<Int>, _ v: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ write: (Product) -> Void
  ) {
    let channels = geometry.channels, count = tiles.count
    let u = weights.block(filter)
    for f in 0..<16 {
      frequencyProduct(
        L.self, tiles: count, v + f * count * channels, length: channels, weights: u + f * channels * L.width,
        to: m + f * count * L.width)
    }
    for half in stride(from: 0, to: L.width, by: 8) {
      write(Product(values: m + half, width: L.width, tiles: tiles, filter: filter + half))
    }
  }
}
