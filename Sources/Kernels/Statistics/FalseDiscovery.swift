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
