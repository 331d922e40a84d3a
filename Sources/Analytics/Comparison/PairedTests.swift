import Core

/// Where a figure lies with 95 % confidence, by drawing samples with replacement: the percentile bootstrap (Efron & Tibshirani 1993,
/// An Introduction to the Bootstrap, 13.3). A function of the seed alone.
public struct Bootstrap: Sendable {
  public let resamples: Int
  public let seed: UInt64
  public init(resamples: Int, seed: UInt64) {
    self.resamples = resamples
    self.seed = seed
  }

  /// The interval of a figure; of a share without any draw (Wilson), which is right for few samples, too, and where all are alike. nil where the figure is defined
  /// for fewer than half of the draws. O(resamples x samples).
  public func interval(of figure: Measured) -> Interval? {
    if case .share(let flags) = figure { return .wilson(successes: flags.count { $0 }, of: flags.count) }
    return interval(figure.count) { figure.value(of: $0) }
  }

  /// The interval of `a - b`, both over the same samples: each draw takes a sample in both or in neither.
  /// - Precondition: both have the same number of samples, in the same order.
  public func interval(ofDifference a: Measured, _ b: Measured) -> Interval? {
    precondition(a.count == b.count, "\(a.count) samples beside \(b.count)")
    return interval(a.count) { rows in
      guard let first = a.value(of: rows), let second = b.value(of: rows) else { return nil }
      return first - second
    }
  }

  private func interval(_ count: Int, _ figure: ([Int]) -> Double?) -> Interval? {
    guard count > 0 else { return nil }
    var random = SeededRandom(seed: seed)
    var rows = [Int](repeating: 0, count: count)
    var values: [Double] = []
    for _ in 0..<resamples {
      for i in 0..<count { rows[i] = random.below(count) }
      if let value = figure(rows), value.isFinite { values.append(value) }
    }
    guard values.count * 2 >= resamples else { return nil }
    values.sort()
    return Interval(quantileValue(0.025, sorted: values[...]), quantileValue(0.975, sorted: values[...]))
  }
}

/// Whether one of two classifiers is right more often on the same samples (McNemar 1947), exactly: of the samples that only one of them
/// gets right, each is as likely to be the one's as the other's.
public struct McNemar: Hashable, Sendable {
  /// Samples that only the first gets right, and only the second.
  public let onlyFirst: Int
  public let onlySecond: Int
  /// The chance of a split that is at least so uneven where neither is better; two-sided.
  public let p: Double

  /// - Precondition: both are of one length.
  public init(_ first: [Bool], _ second: [Bool]) {
    precondition(first.count == second.count, "\(first.count) answers beside \(second.count)")
    let pairs = zip(first, second)
    onlyFirst = pairs.count { $0 && !$1 }
    onlySecond = pairs.count { !$0 && $1 }
    let (n, least) = (onlyFirst + onlySecond, min(onlyFirst, onlySecond))
    p = n == 0 ? 1 : min(1, 2 * binomialAtMost(least, of: n, 0.5))
  }
}
