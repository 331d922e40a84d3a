import Core
import PluginAPI

/// How many neighbors of each sample an analyzer needs.
public struct NeighborWish: Hashable, Sendable {
  /// The number of neighbors of each sample, at least 1.
  public var k: Int
  /// The metric to measure by: "l2", "cosine", ...
  public var metric: String
  /// A wish for `k` neighbors of each sample, at least 1, by a metric that an analyzer knows.
  public init(k: Int, metric: String) {
    self.k = k
    self.metric = metric
  }
}

/// The exact nearest others of every row of a population: nearest first, ties by row. So there is one such graph, whoever makes
/// it, and the first columns of it are the graph of fewer neighbors.
public struct NeighborGraph: Sendable {
  /// The metric by which these are the nearest: "l2", "cosine", ...
  public var metric: String
  /// The neighbors of each row, `[n, k]` int64, nearest first.
  public var rows: Tensor
  /// The distance of each of `rows`, `[n, k]` float32, in the unit of the metric.
  public var distances: Tensor
  /// Takes rows `[n, k]` int64 and their distances `[n, k]` float32 as they are, unchecked.
  public init(metric: String, rows: Tensor, distances: Tensor) {
    self.metric = metric
    self.rows = rows
    self.distances = distances
  }

  /// A row whose neighbors are not other rows of the population in the order of their distances; nil where there is none.
  /// - Complexity: O(n k)
  var wrongRow: Int? {
    let (n, k) = (rows.shape[0], rows.shape[1])
    let others = rows.raw.pointee.data.assumingMemoryBound(to: Int64.self)
    let lengths = distances.raw.pointee.data.assumingMemoryBound(to: Float.self)
    for row in 0..<n {
      var last: Float = 0
      for i in row * k..<(row + 1) * k {
        guard others[i] >= 0, others[i] < n, others[i] != row, lengths[i] >= last else { return row }
        last = lengths[i]
      }
    }
    return nil
  }
}

extension PluginAnalyzer {
  /// How many neighbors `run` would take over for `count` samples; nil: none. Throws `LeapError` where the answer makes no sense.
  public func neighborsWanted(count: Int) async throws -> NeighborWish? {
    guard let wanted = table.appended(\.neighbors_wanted) else { return nil }
    let sink = ResultSink()
    try await instance.call("saying how many neighbors it needs") { wanted($0, $1, Int64(count), sink.handle) }
    let answer = sink.results.withLock { (k: $0.integers["k"] ?? 0, metric: $0.texts["metric"] ?? "") }
    if answer.k == 0, answer.metric.isEmpty { return nil }
    guard answer.k > 0, !answer.metric.isEmpty else {
      throw instance.component.broken("it wants \(answer.k) neighbors by the metric '\(answer.metric)'")
    }
    return NeighborWish(k: Int(answer.k), metric: answer.metric)
  }

  /// Finds the `wish.k` nearest others of each of the `count` fitted rows; nil where the plugin does not offer that metric.
  /// - Throws: `LeapError`, also where what the plugin found cannot be.
  public func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph? {
    guard let make = table.appended(\.graph) else { return nil }
    let made = NeighborGraph(
      metric: wish.metric, rows: Tensor(.int64, [count, wish.k]), distances: Tensor(.float32, [count, wish.k]))
    let status = try await instance.call("finding \(wish.k) neighbors of each of \(count) samples") { instance, call in
      let status = wish.metric.withCString { make(instance, call, $0, made.rows.raw, made.distances.raw) }
      return Int(status) == LEAP_EUNSUPPORTED ? Int32(LEAP_END) : status
    }
    guard Int(status) != LEAP_END else { return nil }
    if let row = made.wrongRow {
      throw instance.component.broken("its neighbors of row \(row) are not other rows of the population, nearest first")
    }
    return made
  }
}

/// Neighbors in the form in which they cross the border; it owns what the table points to.
// Written once, here, and then only read.
final class PopulationNeighbors: @unchecked Sendable {
  let raw: UnsafeMutablePointer<leap_neighbors>
  private let metric: UnsafeMutableBufferPointer<CChar>
  private let graph: NeighborGraph

  init(_ graph: NeighborGraph) {
    self.graph = graph
    metric = .allocate(capacity: graph.metric.utf8.count + 1)
    _ = metric.initialize(from: graph.metric.utf8CString)
    raw = .allocate(capacity: 1)
    var neighbors = leap_neighbors()
    neighbors.struct_size = UInt32(MemoryLayout<leap_neighbors>.size)
    neighbors.flags = UInt32(LEAP_NEIGHBORS_EXACT)
    neighbors.metric = UnsafePointer(metric.baseAddress)
    neighbors.index = UnsafePointer(graph.rows.raw)
    neighbors.distance = UnsafePointer(graph.distances.raw)
    raw.initialize(to: neighbors)
  }

  deinit {
    raw.deallocate()
    metric.deallocate()
  }
}
