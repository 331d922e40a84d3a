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
