/// How a square mesh lies over a map.
struct MeshSize: Equatable {
  /// Nodes a side: a multiple of 16 whose double is a length of `FourierPlan`.
  var side: Int
  /// Distance of two nodes in units of the map.
  var spacing: Float

  /// Nodes that a cubic spline needs beyond the outermost samples.
  static let margin: Float = 6
  private static let least = 48
  /// 16 times 3, 4, 5, 6, 8, ..., 256.
  private static let sides: [Int] = (3...256).filter { k in
    var rest = k
    for prime in [2, 3, 5] { while rest % prime == 0 { rest /= prime } }
    return rest == 1
  }.map { 16 * $0 }

  /// The size for a map of this extent.
  ///
  /// Spacing is the widest allowed, so that the kernel's spectrum is computed anew only when the number of nodes changes; for
  /// maps that fit the least mesh with room it follows the extent in steps. A map too wide for the largest mesh gets wider
  /// spacing.
  static func choose(extent: Float, widest: Float, current: MeshSize?) -> MeshSize {
    let needed = extent / widest + margin
    if needed <= Float(least) {
      let want = max(extent, 1e-30) / (Float(least) - margin)
      if let current, current.side == least, current.spacing >= want, current.spacing <= 1.6 * want { return current }
      return MeshSize(side: least, spacing: min(widest, want * 1.25))
    }
    if let current, current.spacing == widest, Float(current.side) >= needed {
      let enough = sides.first { Float($0) >= needed * 1.06 } ?? current.side
      if enough >= current.side { return current }
    }
    if let side = sides.first(where: { Float($0) >= needed * 1.01 }) { return MeshSize(side: side, spacing: widest) }
    let side = sides.last!
    let want = extent / (Float(side) - margin)
    if let current, current.side == side, current.spacing >= want, current.spacing <= 1.2 * want { return current }
    return MeshSize(side: side, spacing: want * 1.1)
  }
}

/// How places become nodes.
struct MeshFrame {
  let origin: SIMD2<Float>
  let inverse: Float
  let side: Int

  /// The node below and to the left, and how far beyond it, 0..<1.
  @inline(__always)
  func locate(_ p: SIMD2<Float>) -> (x: Int, y: Int, t: SIMD2<Float>) {
    let g = (p - origin) * inverse
    let (x, y) = (Int32(g.x), Int32(g.y))
    return (Int(x), Int(y), SIMD2(g.x - Float(x), g.y - Float(y)))
  }
}

/// The four weights of the cubic B-spline for a place t, 0...1, between the second and the third of four nodes, and their
/// derivatives by t.
///
/// Essmann et al., "A smooth particle mesh Ewald method" (1995).
enum SplineWeights {
  @inline(__always)
  static func values(_ t: Float) -> SIMD4<Float> {
    let x = SIMD4<Float>(repeating: t)
    let a = SIMD4<Float>(0.5, -1, 0.5, 0).addingProduct(SIMD4(-1 / 6, 0.5, -0.5, 1 / 6), x)
    let b = SIMD4<Float>(-0.5, 0, 0.5, 0).addingProduct(a, x)
    return SIMD4<Float>(1 / 6, 4 / 6, 1 / 6, 0).addingProduct(b, x)
  }

  @inline(__always)
  static func derivatives(_ t: Float) -> SIMD4<Float> {
    let x = SIMD4<Float>(repeating: t)
    let a = SIMD4<Float>(1, -2, 1, 0).addingProduct(SIMD4(-0.5, 1.5, -1.5, 0.5), x)
    return SIMD4<Float>(-0.5, 0, 0.5, 0).addingProduct(a, x)
  }

  /// The factor by which spreading with these weights damps frequency k of n.
  static func damping(_ k: Int, of n: Int) -> Double { (4 + 2 * cosineSine(k, of: n).cosine) / 6 }
}
