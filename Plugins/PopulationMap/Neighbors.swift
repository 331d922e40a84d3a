import Kernels

/// Nearest neighbors: `ids` and `distances` `[n, k]`.
struct Neighbors {
  let k: Int
  private(set) var ids: [Int64]
  private(set) var distances: [Float]
  /// The share of the true neighbors that a sample of rows has, where the index was approximate.
  private(set) var recall: Double?

  /// With more samples than this an exact graph takes longer than a person waits.
  private static let large = 200_000

  private init(count: Int, k: Int) {
    self.k = k
    ids = [Int64](repeating: -1, count: count * k)
    distances = [Float](repeating: .infinity, count: count * k)
  }

  /// The first `k` of each row.
  func first(_ k: Int) -> Neighbors {
    guard k < self.k else { return self }
    let n = ids.count / self.k
    var result = Neighbors(count: n, k: k)
    result.recall = recall
    for i in 0..<n {
      for j in 0..<k {
        result.ids[i * k + j] = ids[i * self.k + j]
        result.distances[i * k + j] = distances[i * self.k + j]
      }
    }
    return result
  }

  /// The `k` nearest others of each sample: exactly, or for large populations as far as HNSW finds them.
  static func graph(
    of samples: Samples, k: Int, parallel: Parallel, progress: (Double) throws -> Void
  ) throws -> Neighbors {
    var found = Neighbors(count: samples.count, k: k)
    guard samples.count * k > 0 else { return found }
    let exact = samples.index(parallel)
    var recall: Double?
    try found.ids.withUnsafeMutableBufferPointer { ids in
      try found.distances.withUnsafeMutableBufferPointer { distances in
        let (ids, distances) = (ids.baseAddress!, distances.baseAddress!)
        guard samples.count > large else {
          return try exact.graph(k: k, parallel: parallel, index: ids, distance: distances, progress: progress)
        }
        let index = try HNSWIndex(
          samples.values, count: samples.count, dimensions: samples.dimensions, metric: .l2, order: exact.order,
          parallel: parallel
        ) { try progress(Double($0) / Double(2 * samples.count)) }
        try index.graph(k: k, parallel: parallel, index: ids, distance: distances) { try progress((1 + $0) / 2) }
        index.measureRecall(of: ids, distances, k: k, against: exact, parallel: parallel)
        recall = index.recall
      }
    }
    found.recall = recall
    return found
  }

  /// The `k` nearest rows of the index for each vector, in pieces, so that the search can be canceled.
  /// - Parameter vectors: `[count, d]`, finite.
  static func search(
    _ index: NeighborIndex, _ vectors: UnsafePointer<Float>, count: Int, k: Int, parallel: Parallel,
    progress: () throws -> Void
  ) throws -> Neighbors {
    var found = Neighbors(count: count, k: k)
    guard count * k > 0 else { return found }
    // Some hundred milliseconds each.
    let piece = max(64, min(6144, 100_000_000 / max(1, index.count)))
    try found.ids.withUnsafeMutableBufferPointer { ids in
      try found.distances.withUnsafeMutableBufferPointer { distances in
        for first in stride(from: 0, to: count, by: piece) {
          index.search(
            .vectors(vectors + first * index.dimensions), count: min(piece, count - first), k: k, allowed: nil,
            parallel: parallel, index: ids.baseAddress! + first * k, distance: distances.baseAddress! + first * k)
          try progress()
        }
      }
    }
    return found
  }
}
