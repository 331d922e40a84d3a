/// Where layouts begin: coordinates along the two principal axes, and a little noise so that equal samples can part.
public enum MapStart {
  /// For t-SNE: so small that no cluster is decided yet, the first axis having this standard deviation.
  public static func tiny(_ places: UnsafePointer<SIMD2<Float>>, count: Int, seed: UInt64) -> [SIMD2<Float>] {
    let deviation = 1e-4
    var squares = 0.0
    for i in 0..<count { squares += Double(places[i].x) * Double(places[i].x) }
    let spread = (squares / Double(max(1, count))).squareRoot()
    return scaled(places, count, by: spread > 0 ? deviation / spread : 0, noise: deviation / 100, seed)
  }

  /// For UMAP: within 10 of the origin.
  public static func wide(_ places: UnsafePointer<SIMD2<Float>>, count: Int, seed: UInt64) -> [SIMD2<Float>] {
    var largest = 0.0
    for i in 0..<count { largest = max(largest, abs(Double(places[i].x)), abs(Double(places[i].y))) }
    return scaled(places, count, by: largest > 0 ? 10 / largest : 0, noise: 1e-3, seed)
  }

  private static func scaled(
    _ places: UnsafePointer<SIMD2<Float>>, _ count: Int, by scale: Double, noise: Double, _ seed: UInt64
  ) -> [SIMD2<Float>] {
    let random = CounterRandom(seed, 0x6D61_7073)
    return (0..<count).map { i in
      let shift = SIMD2(random.uniform(UInt64(2 * i)), random.uniform(UInt64(2 * i + 1))) * 2 - 1
      return SIMD2(Float(Double(places[i].x) * scale), Float(Double(places[i].y) * scale)) + shift * Float(noise)
    }
  }
}
