import Kernels
import PluginKit

extension Similars {
  /// From the graph where it has the answer, else through the index; a filter is always searched exactly.
  func neighbors(
    _ query: NeighborQuery, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call
  ) throws {
    let population = try fittedPopulation()
    guard query.count > 0 else { return }
    let metric = try query.metric.map(Options.metric(named:)) ?? options.metric
    let isPlain = metric == options.metric && query.allowed == nil
    let seeds: NeighborIndex.Queries
    switch query.seeds {
    case .rows(let rows):
      if isPlain, let graph, query.k <= graph.k { return copy(rows, graph, k: query.k, index: index, distance: distance) }
      seeds = .rows(rows.baseAddress!)
    case .vectors(let vectors):
      if let i = FloatArray.firstNonFinite(vectors.values) {
        throw PluginError(.argument, "vector \(i / vectors.shape[1]) of the query holds \(vectors.values[i]), which is no place")
      }
      seeds = .vectors(vectors.values.baseAddress ?? UnsafePointer(bitPattern: 64)!)
    }
    // Far more than the graph's are cheaper to scan for than to walk to.
    if isPlain, query.k <= 1000, let approximate {
      approximate.search(
        seeds, count: query.count, k: query.k, parallel: call.spread, index: index.values.baseAddress!,
        distance: distance.values.baseAddress!)
      return
    }
    try search(
      seeds, query, exactIndex(metric, population, call: call), index.values.baseAddress!, distance.values.baseAddress!,
      call: call)
  }

  private func copy(
    _ rows: UnsafeBufferPointer<Int64>, _ graph: StoredGraph, k: Int, index: MutableTensorView<Int64>,
    distance: MutableTensorView<Float>
  ) {
    for (i, row) in rows.enumerated() {
      for j in 0..<k {
        index.values[i * k + j] = graph.neighbors[Int(row) * graph.k + j]
        distance.values[i * k + j] = graph.distances[Int(row) * graph.k + j]
      }
    }
  }

  /// Searches piece by piece, so that it can be canceled.
  private func search(
    _ seeds: NeighborIndex.Queries, _ query: NeighborQuery, _ space: NeighborIndex, _ index: UnsafeMutablePointer<Int64>,
    _ distance: UnsafeMutablePointer<Float>, call: Call
  ) throws {
    let (k, piece) = (query.k, 6144)
    for first in stride(from: 0, to: query.count, by: piece) {
      let part: NeighborIndex.Queries =
        switch seeds {
        case .vectors(let vectors): .vectors(vectors + first * space.dimensions)
        case .rows(let rows): .rows(rows + first)
        }
      space.search(
        part, count: min(piece, query.count - first), k: k, allowed: query.allowed?.baseAddress, parallel: call.spread,
        index: index + first * k, distance: distance + first * k)
      try call.progress(0, of: 0, "")
    }
  }
}
