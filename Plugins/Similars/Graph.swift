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
    if let wish = neighborsWanted(count: n), let shared = population.neighbors(wish) {
      return StoredGraph(shared, count: n, k: options.k)
    }
    var graph = StoredGraph(count: n, k: options.k)
    let exact = exactIndex(options.metric, population, call: call)
    guard options.isApproximate(n) else {
      try graph.fill { try makeExact(exact, k: options.k, index: $0, distance: $1, call: call) }
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

  private func makeExact(
    _ exact: NeighborIndex, k: Int, index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>, call: Call
  ) throws {
    let n = Double(exact.count)
    try exact.graph(k: k, parallel: call.spread, index: index, distance: distance) {
      try call.progress($0 * n, of: n, "neighbor graph")
    }
  }
}

extension Similars: WantsNeighbors, SharesNeighbors {
  /// None where the own graph is an approximate one.
  func neighborsWanted(count: Int) -> NeighborWish? {
    options.isApproximate(count) ? nil : NeighborWish(k: options.k, metric: options.metric.rawValue)
  }

  func graph(metric: String, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call) throws {
    let population = try fittedPopulation()
    guard let metric = NeighborMetric(rawValue: metric) else {
      throw PluginError(.unsupported, "there is no metric '\(metric)'")
    }
    guard let rows = index.values.baseAddress, let lengths = distance.values.baseAddress else { return }
    // Not kept: others take long after it, and it is as large as the features twice over.
    let exact = NeighborIndex(
      population.rows, count: population.count, dimensions: population.features.shape[1], metric: metric, parallel: call.spread)
    try makeExact(exact, k: index.shape[1], index: rows, distance: lengths, call: call)
  }
}
