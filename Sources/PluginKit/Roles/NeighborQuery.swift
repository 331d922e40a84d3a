import PluginAPI

/// What is asked of an index of neighbors.
public struct NeighborQuery {
  /// The points whose nearest rows are wanted.
  public enum Seeds {
    /// Points `[count, d]` in the space of the features.
    case vectors(TensorView<Float>)
    /// Rows of the population, whose features are the points; each leaves itself out.
    case rows(UnsafeBufferPointer<Int64>)
  }
  /// The points, checked: vectors have the population's dimensions, rows exist.
  public let seeds: Seeds
  /// The number of points.
  public let count: Int
  /// How many answers each point gets, above 0; it may be more than there are rows.
  public let k: Int
  /// For each row of the population, 0 leaves it out of the answers; nil: all may be answers.
  public let allowed: UnsafeBufferPointer<UInt8>?
  /// The metric to measure by, "l2", "cosine", ...; nil: the instance's own.
  public let metric: String?
}

/// An analyzer that answers which rows are nearest to some.
public protocol FindsNeighbors: AnalyzerPlugin {
  /// Fills `index` `[count, k]` with rows of the population, nearest first, ties by row; -1 past the last, at infinite
  /// distance, which goes into `distance` `[count, k]`.
  func neighbors(
    _ query: NeighborQuery, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call) throws
}

/// The query with its seeds and sizes checked against the fitted population.
func neighborQuery(_ raw: UnsafePointer<leap_query>?, _ fitted: (count: Int, dimensions: Int)?) throws -> NeighborQuery {
  guard let query = raw?.pointee else { throw PluginError(.argument, "the query is NULL") }
  guard let fitted else { throw PluginError(.state, "the analyzer was not fitted") }
  guard query.count >= 0, query.k > 0 else {
    throw PluginError(.argument, "\(query.count) queries for \(query.k) neighbors cannot be answered")
  }
  let count = Int(query.count)
  let seeds: NeighborQuery.Seeds
  if query.vectors != nil {
    seeds = .vectors(try TensorView(query.vectors, "vectors", [count, fitted.dimensions]))
  } else if let start = query.rows {
    let rows = UnsafeBufferPointer(start: start, count: count)
    for row in rows where row < 0 || row >= fitted.count {
      throw PluginError(.argument, "the population has no row \(row): it has \(fitted.count)")
    }
    seeds = .rows(rows)
  } else {
    throw PluginError(.argument, "the query has neither vectors nor rows")
  }
  return NeighborQuery(
    seeds: seeds, count: count, k: Int(query.k),
    allowed: query.allowed.map { UnsafeBufferPointer(start: $0, count: fitted.count) },
    metric: query.metric.map { String(cString: $0) })
}
