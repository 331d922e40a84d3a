import Kernels
import PluginKit

/// What the graph says about the population, in a few lines for a person.
struct Summary {
  let text: String

  init(_ votes: [Votes], _ labels: UnsafeBufferPointer<Int64>, k: Int, metric: NeighborMetric, recall: Double?) {
    var lines = [Self.agreement(votes, labels, k: k, metric: metric)]
    if let recall {
      lines.append("  approximate: recall \(Decimals.fixed(recall, 4)) of the true neighbors, measured on a sample")
    }
    lines += Self.byClass(votes, labels)
    let ambiguous = votes.indices.filter { votes[$0].classes > 1 && votes[$0].unity <= 0.5 }
      .sorted { (votes[$0].unity, $0) < (votes[$1].unity, $1) }
    lines.append("Ambiguous (no class has more than half of the neighbors): \(ambiguous.count)\(Self.rows(ambiguous))")
    let suspects = votes.indices
      .filter { labels[$0] >= 0 && votes[$0].unity >= 0.8 && votes[$0].winner.map(Int64.init) != labels[$0] }
      .sorted { (-votes[$0].unity, $0) < (-votes[$1].unity, $1) }
    lines.append(
      "Suspects (at least 80% of the neighbors agree on another class): \(suspects.count)"
        + Self.rows(suspects) { "{row \($0)} (\(labels[$0]), neighbors say \(votes[$0].winner!))" })
    text = lines.joined(separator: "\n")
  }

  private static func agreement(_ votes: [Votes], _ labels: UnsafeBufferPointer<Int64>, k: Int, metric: NeighborMetric) -> String
  {
    let shares = votes.indices.compactMap { votes[$0].share(of: labels[$0]) }
    let head = "Neighbor graph: \(votes.count) samples, k = \(k), \(metric.rawValue)"
    guard !shares.isEmpty else { return "\(head); no labels to compare" }
    return "\(head); mean agreement with the label \(Decimals.fixed(shares.reduce(0, +) / Double(shares.count), 4))"
  }

  private static func byClass(_ votes: [Votes], _ labels: UnsafeBufferPointer<Int64>) -> [String] {
    var sums: [Int64: (sum: Double, count: Int)] = [:]
    for i in votes.indices {
      guard let share = votes[i].share(of: labels[i]) else { continue }
      sums[labels[i], default: (0, 0)].sum += share
      sums[labels[i]]!.count += 1
    }
    return sums.keys.sorted().map { label in
      "  class \(label): \(Decimals.fixed(sums[label]!.sum / Double(sums[label]!.count), 4)) over \(sums[label]!.count)"
    }
  }

  /// The first few rows of a list; the host shows {row N} as the sample's name.
  private static func rows(_ list: [Int], _ describe: (Int) -> String = { "{row \($0)}" }) -> String {
    guard !list.isEmpty else { return "" }
    return "; " + list.prefix(8).map(describe).joined(separator: ", ") + (list.count > 8 ? ", ..." : "")
  }
}
