/// Probabilities of values at least as large as the one seen.
public enum Tails {
  /// P(T >= t) of Student's distribution with `freedom` > 0 degrees of freedom.
  public static func student(_ t: Double, freedom: Double) -> Double {
    guard t.isFinite else { return t > 0 ? 0 : 1 }
    let half = 0.5 * Beta.regularized(freedom / (freedom + t * t), freedom / 2, 0.5)
    return t >= 0 ? half : 1 - half
  }

  /// P(X >= k) of k successes in n trials of probability p.
  public static func binomial(_ k: Int, of n: Int, p: Double) -> Double {
    if k <= 0 { return 1 }
    if k > n || p <= 0 { return 0 }
    return p >= 1 ? 1 : Beta.regularized(p, Double(k), Double(n - k + 1))
  }

  /// P(X >= k) where `drawn` of `all` are drawn without putting back, and `marked` of all are marked.
  /// - Complexity: O(drawn), much less in the tail.
  public static func hypergeometric(_ k: Int, drawn: Int, marked: Int, all: Int) -> Double {
    let least = max(0, drawn + marked - all)
    let most = min(drawn, marked)
    if k <= least { return 1 }
    if k > most { return 0 }
    let first = exponential(
      Beta.logChoose(marked, k) + Beta.logChoose(all - marked, drawn - k) - Beta.logChoose(all, drawn))
    var (term, sum) = (1.0, 1.0)
    var x = k
    while x < most {
      term *= Double(marked - x) * Double(drawn - x) / (Double(x + 1) * Double(all - marked - drawn + x + 1))
      sum += term
      if term < 1e-17 * sum { break }
      x += 1
    }
    return min(1, first * sum)
  }
}

/// Benjamini, Hochberg, "Controlling the false discovery rate" (1995).
public enum FalseDiscovery {
  /// For each of the tests the smallest false discovery rate at which it would be a discovery.
  /// - Complexity: O(m log m).
  public static func adjusted(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var result = p
    var least = 1.0
    for (rank, i) in order.enumerated().reversed() {
      least = min(least, p[i] * Double(p.count) / Double(rank + 1))
      result[i] = least
    }
    return result
  }
}
