/// The incomplete beta function, on which the tails of Student's t and of the binomial distribution rest.
package enum Beta {
  /// log Γ(x) for x > 0, relative error below 1e-13 (Lanczos 1964, with the coefficients of Godfrey for g = 7).
  package static func logGamma(_ x: Double) -> Double {
    let terms = [
      676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
      -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ]
    var sum = 0.99999999999980993
    for (i, term) in terms.enumerated() { sum += term / (x + Double(i)) }
    let t = x + 6.5
    return 0.91893853320467274178 + (x - 0.5) * logarithm(t) - t + logarithm(sum)
  }

  /// The logarithm of the binomial coefficient of n over k.
  package static func logChoose(_ n: Int, _ k: Int) -> Double {
    guard k > 0, k < n else { return 0 }
    return logGamma(Double(n + 1)) - logGamma(Double(k + 1)) - logGamma(Double(n - k + 1))
  }

  /// The regularized I_x(a, b) for a, b > 0, by the continued fraction of Lentz (1976): NIST Handbook, 8.17.22.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast below the mean; above it the other tail is computed.
    if x > (a + 1) / (a + b + 2) { return 1 - regularized(1 - x, b, a) }
    let front = exponential(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * logarithm(x) + b * logarithm(1 - x))
    let tiny = 1e-300
    var (c, d) = (1.0, 1 - (a + b) * x / (a + 1))
    if abs(d) < tiny { d = tiny }
    d = 1 / d
    var fraction = d
    for i in 1..<100_000 {
      let m = Double(i)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        d = 1 + term * d
        if abs(d) < tiny { d = tiny }
        c = 1 + term / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        change = c * d
        fraction *= change
      }
      if abs(change - 1) < 1e-15 { break }
    }
    return front * fraction / a
  }
}
