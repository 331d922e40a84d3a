import PluginAPI

/// The points whose nearest rows are wanted.
public enum NeighborSeeds: Sendable {
  /// Rows of the population, whose features are the points; each leaves itself out.
  case rows([Int])
  /// Points `[n, d]` float32 in the space of the features.
  case vectors(Tensor)

  var count: Int {
    switch self {
    case .rows(let rows): rows.count
    case .vectors(let vectors): vectors.shape[0]
    }
  }
}

/// Nearest neighbors, one row of `k` a seed: `-1` and infinity past the last.
public struct Neighbors: Sendable {
  /// Rows of the population, `k` for each seed, nearest first; -1 past the last.
  public var rows: [Int64]
  /// The distance of each of `rows`, in the unit of the metric; infinity past the last.
  public var distances: [Float]
  /// Takes answers of `k` rows and distances for each seed, one seed after another.
  public init(rows: [Int64], distances: [Float]) {
    self.rows = rows
    self.distances = distances
  }
}

/// Lends a query to `body` as the border has it.
func withQuery(
  _ seeds: NeighborSeeds, k: Int, _ allowed: [UInt8]?, _ metric: String?, _ body: (UnsafePointer<leap_query>) -> Int32
) -> Int32 {
  var query = leap_query()
  query.struct_size = UInt32(MemoryLayout<leap_query>.size)
  query.count = Int64(seeds.count)
  query.k = Int64(k)
  var rows: [Int64] = []
  switch seeds {
  case .rows(let wanted): rows = wanted.map { Int64($0) }
  case .vectors(let vectors): query.vectors = UnsafePointer(vectors.raw)
  }
  return rows.withUnsafeBufferPointer { rows in
    if query.vectors == nil { query.rows = rows.baseAddress }
    return withOptionalBytes(allowed) { allowed in
      withOptionalCString(metric) { metric in
        query.allowed = allowed
        query.metric = metric
        return body(&query)
      }
    }
  }
}

private func withOptionalBytes<Result>(_ bytes: [UInt8]?, _ body: (UnsafePointer<UInt8>?) -> Result) -> Result {
  if let bytes { bytes.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
}
