import PluginAPI

/// How many neighbors of each sample an analyzer needs, and by which metric ("l2", "cosine", ...).
public struct NeighborWish: Equatable, Sendable {
  /// How many neighbors of each sample are wanted; a wish for 0 is none.
  public let k: Int
  /// The metric to measure by, "l2", "cosine", ...
  public let metric: String
  /// A wish for `k` neighbors of each sample by that metric.
  public init(k: Int, metric: String) {
    self.k = k
    self.metric = metric
  }
}

/// The exact nearest others of every row of a population, which another analyzer has found. Valid as long as the population.
public struct SharedNeighbors {
  /// The metric by which these are the nearest.
  public let metric: String
  /// The neighbors of each row, `[count, k]`: rows of the population, nearest first, ties by row.
  public let index: TensorView<Int64>
  /// The distance of each of `index`, `[count, k]`, in the unit of the metric.
  public let distance: TensorView<Float>

  /// How many neighbors each row has.
  public var k: Int { index.shape[1] }
}

/// An analyzer that takes over neighbors where the host has them, and finds them where it has not. Its results are the same.
public protocol WantsNeighbors: AnalyzerPlugin {
  /// The neighbors that `run` needs for a population of `count` samples, by the options alone; nil where it needs none. Called
  /// before `fit`.
  func neighborsWanted(count: Int) -> NeighborWish?
}

/// An analyzer that finds neighbors for the others.
public protocol SharesNeighbors: AnalyzerPlugin {
  /// Fills `index` and `distance` `[count, k]` with the exact nearest others of every row of the fitted population, nearest
  /// first, ties by row. There are more rows than k.
  /// - Throws: `.unsupported` for a metric that it does not know.
  func graph(metric: String, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call) throws
}

extension Population {
  /// The neighbors that the host has, if they are what is needed: by that metric, and as many as wanted or all there are.
  public func neighbors(_ wish: NeighborWish) -> SharedNeighbors? {
    guard let neighbors, neighbors.metric == wish.metric, neighbors.k >= min(wish.k, count - 1) else { return nil }
    return neighbors
  }
}

/// The neighbors that a host sent along; nil where it has none that are exact. A host from before they existed sends a shorter
/// table.
func sharedNeighbors(_ population: UnsafePointer<leap_population>, count: Int) throws -> SharedNeighbors? {
  let needed = MemoryLayout<leap_population>.offset(of: \.neighbors)! + MemoryLayout<UnsafeRawPointer>.size
  guard Int(population.pointee.struct_size) >= needed, let raw = population.pointee.neighbors,
    raw.pointee.flags & UInt32(LEAP_NEIGHBORS_EXACT) != 0
  else { return nil }
  guard let metric = raw.pointee.metric else { throw PluginError(.argument, "the neighbors of the population have no metric") }
  let index = try TensorView<Int64>(raw.pointee.index, "neighbors", [count, nil])
  return SharedNeighbors(
    metric: String(cString: metric), index: index,
    distance: try TensorView(raw.pointee.distance, "neighbor distances", [count, index.shape[1]]))
}

/// Adds the functions by which the component shares neighbors, if it does.
func addNeighborSharing(of type: any AnalyzerPlugin.Type, to table: inout leap_analyzer) {
  if type is any WantsNeighbors.Type {
    table.neighbors_wanted = { instance, call, count, out in
      serve((any WantsNeighbors).self, instance, call) { part, _ in
        guard let wish = part.neighborsWanted(count: Int(count)), wish.k > 0 else { return }
        let sink = Sink(raw: out)
        try sink.put("k", wish.k)
        try sink.put("metric", wish.metric)
      }
    }
  }
  if type is any SharesNeighbors.Type {
    table.graph = { instance, call, metric, index, distance in
      serve((any SharesNeighbors).self, instance, call) { part, call in
        guard let fitted = part.fitted else { throw PluginError(.state, "the analyzer was not fitted") }
        guard let metric else { throw PluginError(.argument, "the metric is NULL") }
        let index = try MutableTensorView<Int64>(index, "index", [fitted.count, nil])
        guard index.shape[1] > 0, index.shape[1] < fitted.count else {
          throw PluginError(.argument, "none of \(fitted.count) samples has \(index.shape[1]) others")
        }
        try part.graph(
          metric: String(cString: metric), index: index,
          distance: MutableTensorView(distance, "distance", index.shape), call: call)
      }
    }
  }
}
