import Kernels
import PluginKit

/// What `leap.yaml` says under `options`.
struct Options {
  enum Index: String, CaseIterable {
    /// HNSW above `large` samples.
    case auto
    case exact, hnsw
  }

  let k: Int
  let metric: NeighborMetric
  let index: Index

  /// More samples than this are searched approximately: an exact graph's time grows with their square.
  static let large = 200_000

  static let schema = """
    {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "metric": {
          "type": "string", "enum": ["l2", "cosine"], "default": "l2",
          "description": "Euclidean distance, or 1 - cosine of the angle"
        },
        "k": {
          "type": "integer", "default": 10, "minimum": 1, "maximum": 1000,
          "description": "Neighbors of each sample in the graph of the population"
        },
        "index": {
          "type": "string", "enum": ["auto", "exact", "hnsw"], "default": "auto",
          "description": "exact; hnsw: nearly all true neighbors, fast for millions; auto: hnsw above 200000 samples"
        }
      }
    }
    """

  init(_ options: JSON) throws {
    k = try options.int("k")
    metric = try Self.metric(named: options.string("metric"))
    let name = try options.string("index")
    guard let index = Index(rawValue: name) else {
      let known = Index.allCases.map(\.rawValue).joined(separator: ", ")
      throw PluginError(.argument, "there is no index '\(name)'; choose from \(known)")
    }
    self.index = index
    guard k >= 1, k <= 1000 else { throw PluginError(.argument, "option 'k' is \(k), and must be 1 to 1000") }
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
