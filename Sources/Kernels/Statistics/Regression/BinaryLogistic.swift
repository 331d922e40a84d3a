/// Logistic regression on two values: P(true) = 1 / (1 + exp(-(w0 + w1 a + w2 b))), by Newton's method with a slight penalty.
public struct BinaryLogistic: Sendable {
  /// w0, w1 and w2 of the formula above.
  public private(set) var weights = (0.0, 0.0, 0.0)

  /// - Parameters:
  ///   - values: finite.
  ///   - falling: a weight that would not be below 0 is set to 0: both values speak against truth.
  /// - Complexity: O(n) for each of at most 30 steps.
  public init(_ values: [SIMD2<Double>], _ truths: [Bool], falling: Bool) {
    var allowed = (true, true)
    fit(values, truths, allowed)
    guard falling else { return }
    if weights.1 > 0 || weights.2 > 0 {
      allowed = (weights.1 <= 0, weights.2 <= 0)
      fit(values, truths, allowed)
      if weights.1 > 0 { weights.1 = 0 }
      if weights.2 > 0 { weights.2 = 0 }
    }
  }

  /// P(true) of two values.
  public func probability(_ value: SIMD2<Double>) -> Double {
    1 / (1 + exponential(-(weights.0 + weights.1 * value.x + weights.2 * value.y)))
  }

  private mutating func fit(_ values: [SIMD2<Double>], _ truths: [Bool], _ allowed: (Bool, Bool)) {
    weights = (0, 0, 0)
    guard !values.isEmpty else { return }
    let penalty = 1e-3
    for _ in 0..<30 {
      var g = SIMD3(0, penalty * weights.1, penalty * weights.2)
      var h = (1e-9, 0.0, 0.0, penalty, 0.0, penalty)
      for (i, value) in values.enumerated() {
        let (a, b) = (allowed.0 ? value.x : 0, allowed.1 ? value.y : 0)
        let p = 1 / (1 + exponential(-(weights.0 + weights.1 * a + weights.2 * b)))
        let miss = p - (truths[i] ? 1 : 0)
        let w = p * (1 - p)
        g += SIMD3(miss, miss * a, miss * b)
        h.0 += w
        h.1 += w * a
        h.2 += w * b
        h.3 += w * a * a
        h.4 += w * a * b
        h.5 += w * b * b
      }
      var step = Self.solve(h, g)
      // Newton may leap where the curve is flat; a bounded step still leads there.
      let longest = max(abs(step.x), abs(step.y), abs(step.z))
      if longest > 4 { step *= 4 / longest }
      weights = (weights.0 - step.x, weights.1 - step.y, weights.2 - step.z)
      if longest < 1e-9 { break }
    }
  }

  /// Solves a symmetric system of three (rows: h0 h1 h2, h1 h3 h4, h2 h4 h5) by Cramer's rule.
  private static func solve(_ h: (Double, Double, Double, Double, Double, Double), _ g: SIMD3<Double>) -> SIMD3<Double> {
    func determinant(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> Double {
      a.x * (b.y * c.z - b.z * c.y) - a.y * (b.x * c.z - b.z * c.x) + a.z * (b.x * c.y - b.y * c.x)
    }
    let (a, b, c) = (SIMD3(h.0, h.1, h.2), SIMD3(h.1, h.3, h.4), SIMD3(h.2, h.4, h.5))
    let all = determinant(a, b, c)
    guard all > 0 else { return .zero }
    return SIMD3(determinant(g, b, c), determinant(a, g, c), determinant(a, b, g)) / all
  }
}
