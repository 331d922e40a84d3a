import Glibc

/// The probability that Student's t with `degrees` of freedom is beyond -`t` or `t`.
func studentTail(_ t: Double, degrees: Double) -> Double {
  let sum = degrees + t * t
  return incompleteBeta(degrees / sum, complement: t * t / sum, degrees / 2, 0.5)
}

/// The 0.975 quantile of Student's t.
/// - Precondition: `degrees` is at least 1.
func studentQuantile(degrees: Double) -> Double {
  // Cornish and Fisher's expansion (Abramowitz & Stegun 26.7.5); its error is below 1e-11 from 300 degrees on.
  let z = Interval.z
  let z2 = z * z
  let g1 = (z2 + 1) * z / 4
  let g2 = ((5 * z2 + 16) * z2 + 3) * z / 96
  let g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384
  let g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92_160
  let guess = z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees
  if degrees >= 300 { return guess }
  // The tail falls with t: widen until it is enclosed, then halve.
  var (low, high) = (0.0, guess)
  while studentTail(high, degrees: degrees) > 0.05 { (low, high) = (high, high * 2) }
  for _ in 0..<200 where low.nextUp < high {
    let middle = low + (high - low) / 2
    if studentTail(middle, degrees: degrees) > 0.05 { low = middle } else { high = middle }
  }
  return high
}

/// The probability of at most k successes of n, each of probability q.
func binomialAtMost(_ k: Int, of n: Int, _ q: Double) -> Double {
  if k < 0 { return 0 }
  if k >= n { return 1 }
  return incompleteBeta(1 - q, Double(n - k), Double(k + 1))
}

/// Ranks from 1 of the values that enclose the q quantile of a distribution, with at most 2.5 % beyond either; nil where n is too small.
func quantileRanks(_ q: Double, n: Int) -> (lower: Int, upper: Int)? {
  /// The least k of 0...n whose probability of at most k successes is above or at the bound.
  func least(_ isEnough: (Double) -> Bool) -> Int {
    var (low, high) = (0, n)
    while low < high {
      let middle = (low + high) / 2
      if isEnough(binomialAtMost(middle, of: n, q)) { high = middle } else { low = middle + 1 }
    }
    return low
  }
  // P(quantile < value of rank l) = P(at most l - 1 values below it).
  let lower = least { $0 > 0.025 }
  let upper = least { $0 >= 0.975 } + 1
  guard lower >= 1, upper <= n else { return nil }
  return (lower, upper)
}

/// The regularized incomplete beta function I_x(a, b): behind Student's t and the binomial distribution.
///
/// By its continued fraction (DLMF 8.17.22), evaluated with Lentz's method. Relative error about 1e-11 for a and b up to 1e5.
/// - Parameter complement: 1 - x, for callers who have its digits where x is near 1
/// - Precondition: `a` and `b` are above 0.
func incompleteBeta(_ x: Double, complement: Double? = nil, _ a: Double, _ b: Double) -> Double {
  let rest = complement ?? 1 - x
  if x <= 0 { return 0 }
  if rest <= 0 { return 1 }
  // The fraction converges fast on this side of the mean.
  return x > (a + 1) / (a + b + 2) ? 1 - fraction(rest, x, b, a) : fraction(x, rest, a, b)
}

private func fraction(_ x: Double, _ rest: Double, _ a: Double, _ b: Double) -> Double {
  let logX = x < 0.5 ? log(x) : log1p(-rest), logRest = rest < 0.5 ? log(rest) : log1p(-x)
  let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * logX + b * logRest) / a
  if front == 0 { return 0 }
  let tiny = 1e-300
  func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / away(1 - (a + b) * x / (a + 1))
  var result = d
  for step in 1...100_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    result *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return front * result
}
