import Kernels
import PluginKit

extension Similars {
  /// The neighbor graph of the population: tensors "neighbors" `[n, k]` int64 and "neighbor_distances" `[n, k]` float32 (-1 and
  /// infinity past the last), two columns, and a summary; where the index is approximate, its "recall".
  func run(columns: Table, results: Sink, call: Call) throws {
    let population = try fittedPopulation()
    let n = population.count
    let graph = try makeGraph(population, call: call)
    self.graph = graph
    let labels = population.labels.values
    let votes = graph.neighbors.withUnsafeBufferPointer { neighbors in
      (0..<n).map { Votes(UnsafeBufferPointer(rebasing: neighbors[$0 * graph.k..<($0 + 1) * graph.k]), labels) }
    }
    try columns.fill(0, (0..<n).map { votes[$0].share(of: labels[$0]) })
    try columns.fill(1, votes.map(\.winner))
    try results.put("neighbors", graph.neighbors, shape: [n, graph.k])
    try results.put("neighbor_distances", graph.distances, shape: [n, graph.k])
    let recall = approximate?.recall
    if let recall { try results.put("recall", recall) }
    try results.put("summary", Summary(votes, labels, k: graph.k, metric: options.metric, recall: recall).text)
  }

  private func makeGraph(_ population: Population, call: Call) throws -> StoredGraph {
    let n = population.count
    var graph = StoredGraph(count: n, k: options.k)
    let exact = exactIndex(options.metric, population, call: call)
    guard options.isApproximate(n) else {
      try graph.fill { index, distance in
        try exact.graph(k: options.k, parallel: call.spread, index: index, distance: distance) {
          try call.progress($0 * Double(n), of: Double(n), "neighbor graph")
        }
      }
      return graph
    }
    let made = try HNSWIndex(
      population.rows, count: n, dimensions: exact.dimensions, metric: options.metric, order: exact.order,
      parallel: call.spread
    ) { try call.progress(Double($0) / 2, of: Double(n), "linking") }
    try graph.fill { index, distance in
      try made.graph(k: options.k, parallel: call.spread, index: index, distance: distance) {
        try call.progress((1 + $0) / 2 * Double(n), of: Double(n), "neighbor graph")
      }
      made.measureRecall(of: index, distance, k: options.k, against: exact, parallel: call.spread)
    }
    approximate = made
    return graph
  }
}
