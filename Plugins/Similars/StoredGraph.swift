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

  /// Fills both from start pointers.
  mutating func fill(_ body: (UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Float>) throws -> Void) rethrows {
    guard !neighbors.isEmpty else { return }
    try neighbors.withUnsafeMutableBufferPointer { neighbors in
      try distances.withUnsafeMutableBufferPointer { try body(neighbors.baseAddress!, $0.baseAddress!) }
    }
  }
}
