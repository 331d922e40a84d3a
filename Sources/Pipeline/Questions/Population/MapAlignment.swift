import Core

/// Turns a map as a whole so that it lies as near as possible to an earlier one, which a rotation, a reflection and a shift do not
/// change as a map: what was at the top stays there.
///
/// Orthogonal Procrustes analysis in the plane (Schönemann 1966); scale is kept.
struct MapAlignment: Sendable {
  private let mirrors: Bool
  private let cosine: Double
  private let sine: Double
  private let from: (x: Double, y: Double)
  private let to: (x: Double, y: Double)

  /// - Parameters:
  ///   - map, target: `[n][x, y]`, the same samples in both.
  /// - Returns: `map`, turned and moved; `map` itself where there is nothing to align.
  static func aligned(_ map: [SIMD2<Float>], to target: [SIMD2<Float>]) -> [SIMD2<Float>] {
    guard let alignment = MapAlignment(of: map, to: target) else { return map }
    return map.map { alignment.place($0) }
  }

  /// - Returns: nil where there is nothing to align.
  init?(of map: [SIMD2<Float>], to target: [SIMD2<Float>]) {
    precondition(map.count == target.count)
    guard map.count > 1 else { return nil }
    let (from, to) = (Self.mean(map), Self.mean(target))
    // The sums of products of the centered coordinates.
    var (xx, xy, yx, yy) = (0.0, 0.0, 0.0, 0.0)
    for (point, goal) in zip(map, target) {
      let (x, y) = (Double(point.x) - from.x, Double(point.y) - from.y)
      let (u, v) = (Double(goal.x) - to.x, Double(goal.y) - to.y)
      (xx, xy, yx, yy) = (xx + x * u, xy + x * v, yx + y * u, yy + y * v)
    }
    // The best rotation keeps hypot(turn) of the sum, the best reflection hypot(mirror).
    let turn = (cos: xx + yy, sin: xy - yx)
    let mirror = (cos: xx - yy, sin: xy + yx)
    let lengths = (
      (turn.cos * turn.cos + turn.sin * turn.sin).squareRoot(), (mirror.cos * mirror.cos + mirror.sin * mirror.sin).squareRoot()
    )
    guard max(lengths.0, lengths.1) > 0 else { return nil }
    mirrors = lengths.1 > lengths.0
    (cosine, sine) =
      mirrors ? (mirror.cos / lengths.1, mirror.sin / lengths.1) : (turn.cos / lengths.0, turn.sin / lengths.0)
    (self.from, self.to) = (from, to)
  }

  /// Where a point of the map comes to lie.
  func place(_ point: SIMD2<Float>) -> SIMD2<Float> {
    let (x, y) = (Double(point.x) - from.x, Double(point.y) - from.y)
    let (c, s) = (cosine, sine)
    let (u, v) = mirrors ? (c * x + s * y, s * x - c * y) : (c * x - s * y, s * x + c * y)
    return SIMD2(Float(u + to.x), Float(v + to.y))
  }

  private static func mean(_ points: [SIMD2<Float>]) -> (x: Double, y: Double) {
    var (x, y) = (0.0, 0.0)
    for point in points { (x, y) = (x + Double(point.x), y + Double(point.y)) }
    return (x / Double(points.count), y / Double(points.count))
  }
}
