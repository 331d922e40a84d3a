import Kernels
import PluginKit

/// The options of the neighbor graph, read.
struct Options {
  enum Index: String, CaseIterable {
    /// HNSW above `large` samples.
    case auto
    case exact, hnsw
  }

  private static let metric = Option(
    "metric", .choice(NeighborMetric.self), default: .l2,
    "Euclidean distance, or 1 - cosine of the angle (0 to 2; a vector of zeros has distance 1 from all)")
  private static let k = Option("k", .int(1...1000), default: 10, "neighbors of each sample in the graph of the population")
  private static let index = Option(
    "index", .choice(Index.self), default: .auto,
    "`hnsw` (Malkov & Yashunin 2018): nearly all true neighbors, fast for millions; `auto`: `hnsw` above \(large) samples")

  static let table = OptionTable(metric, k, index)

  let metric: NeighborMetric
  let k: Int
  let index: Index

  /// More samples than this are searched approximately: an exact graph's time grows with their square.
  static let large = 200_000

  init(_ options: OptionValues) {
    metric = options[Self.metric]
    k = options[Self.k]
    index = options[Self.index]
  }

  static func metric(named name: String) throws -> NeighborMetric {
    guard let metric = NeighborMetric(rawValue: name) else {
      let known = NeighborMetric.allCases.map(\.rawValue).joined(separator: ", ")
      throw PluginError(.argument, "there is no metric '\(name)'; choose from \(known)")
    }
    return metric
  }

  func isApproximate(_ count: Int) -> Bool {
    switch index {
    case .auto: count > Self.large
    case .exact: false
    case .hnsw: true
    }
  }
}
