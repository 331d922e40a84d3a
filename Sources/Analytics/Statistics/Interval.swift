import Glibc

/// Where a figure lies with 95 % confidence.
public struct Interval: Hashable, Codable, Sendable {
  public let lower: Double
  public let upper: Double
  init(_ lower: Double, _ upper: Double) { (self.lower, self.upper) = (lower, upper) }

  /// The standard normal distribution's 0.975 quantile.
  static let z = 1.959963984540054

  /// The interval of a proportion (Wilson 1927): within 0 and 1 for any count, also where all or none succeed. nil for none of none.
  static func wilson(successes: Int, of n: Int) -> Interval? {
    guard n > 0 else { return nil }
    let (n, p, z2) = (Double(n), Double(successes) / Double(n), z * z)
    let center = (p + z2 / (2 * n)) / (1 + z2 / n)
    let half = z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
    return Interval(successes == 0 ? 0 : max(0, center - half), Double(successes) == n ? 1 : min(1, center + half))
  }

  /// The interval of a mean, by Student's t: exact for normal values, and near for others as n grows. nil for fewer than two values.
  static func mean(_ moments: Moments) -> Interval? {
    guard moments.n > 1 else { return nil }
    let half = studentQuantile(degrees: Double(moments.n - 1)) * moments.deviation / Double(moments.n).squareRoot()
    return Interval(moments.mean - half, moments.mean + half)
  }

  /// The interval of a standard deviation, from the fourth moment, on a logarithmic scale (the delta method; for large n and any distribution).
  /// nil for fewer than four values, or where all are equal.
  static func deviation(_ moments: Moments) -> Interval? {
    let (n, variance) = (Double(moments.n), moments.deviation * moments.deviation)
    guard n >= 4, variance > 0 else { return nil }
    let spread = (moments.fourth - variance * variance * (n - 3) / (n - 1)) / n
    let half = z * max(0, spread).squareRoot() / (2 * variance)
    return Interval(moments.deviation * exp(-half), moments.deviation * exp(half))
  }

  /// The interval of the q quantile, between two of the values (order statistics; David & Nagaraja 2003, 7.1): exact for any continuous
  /// distribution. At most 2.5 % lie beyond either end. nil where the values are too few for that.
  static func quantile(_ q: Double, sorted values: some RandomAccessCollection<Double>) -> Interval? {
    guard let ranks = quantileRanks(q, n: values.count) else { return nil }
    func value(_ rank: Int) -> Double { values[values.index(values.startIndex, offsetBy: rank - 1)] }
    return Interval(value(ranks.lower), value(ranks.upper))
  }
}
