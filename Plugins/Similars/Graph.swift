import Kernels
import PluginKit

extension Similars {
  /// The neighbor graph of the population: tensors "neighbors" `[n, k]` int64 and "neighbor_distances" `[n, k]` float32 (-1 and
  /// infinity past the last), two columns, and a summary.
  func run(columns: Table, results: Sink, call: Call) throws {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    let n = population.count
    var neighbors = [Int64](repeating: -1, count: n * k)
    var distances = [Float](repeating: .infinity, count: n * k)
    let rows = (0..<n).map(Int64.init)
    if n > 0 {
      try rows.withUnsafeBufferPointer { rows in
        try neighbors.withUnsafeMutableBufferPointer { neighbors in
          try distances.withUnsafeMutableBufferPointer { distances in
            try search(
              .rows(rows.baseAddress!), count: n, k: k, allowed: nil, index(metric, population), neighbors.baseAddress!,
              distances.baseAddress!, call: call, note: "neighbor graph")
          }
        }
      }
    }
    let votes = neighbors.withUnsafeBufferPointer { neighbors in
      (0..<n).map { Votes(UnsafeBufferPointer(rebasing: neighbors[$0 * k..<($0 + 1) * k]), population.labels.values) }
    }
    let labels = population.labels.values
    try columns.fill(0, (0..<n).map { votes[$0].share(of: labels[$0]) })
    try columns.fill(1, votes.map(\.winner))
    try results.put("neighbors", neighbors, shape: [n, k])
    try results.put("neighbor_distances", distances, shape: [n, k])
    try results.put("summary", Summary(votes, labels, k: k, metric: metric).text)
  }
}
