import PluginKit

/// The neighbors of every sample.
struct StoredGraph {
  let k: Int
  /// `[n, k]`, -1 past the last.
  var neighbors: [Int64]
  /// `[n, k]`, infinite past the last.
  var distances: [Float]

  init(count: Int, k: Int) {
    self.k = k
    neighbors = [Int64](repeating: -1, count: count * k)
    distances = [Float](repeating: .infinity, count: count * k)
  }

  /// The first `k` of neighbors that were found by another analyzer, or all where there are fewer.
  init(_ shared: SharedNeighbors, count: Int, k: Int) {
    self.init(count: count, k: k)
    let own = min(k, shared.k)
    for row in 0..<count {
      for j in 0..<own {
        neighbors[row * k + j] = shared.index.values[row * shared.k + j]
        distances[row * k + j] = shared.distance.values[row * shared.k + j]
      }
    }
  }

  /// Fills both from start pointers.
  mutating func fill(_ body: (UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Float>) throws -> Void) rethrows {
    guard !neighbors.isEmpty else { return }
    try neighbors.withUnsafeMutableBufferPointer { neighbors in
      try distances.withUnsafeMutableBufferPointer { try body(neighbors.baseAddress!, $0.baseAddress!) }
    }
  }
}
