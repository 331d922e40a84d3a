import Kernels

/// Rows with what tiles may stumble over: clusters, zeros, duplicates.
package struct Cloud {
  /// Rows.
  package let count: Int
  /// Features of a row.
  package let dimensions: Int
  /// `[count, dimensions]`
  package var values: [Float]

  /// Rows that depend on sizes and seed alone; those of a smaller count are the first of a larger one.
  package init(_ count: Int, _ dimensions: Int, seed: UInt64 = 1) {
    self.count = count
    self.dimensions = dimensions
    var state = seed
    values = (0..<count * dimensions).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return max(0, Float(Int32(truncatingIfNeeded: state >> 32)) / 1_000_000_000)
    }
  }

  /// The features of one row.
  package func row(_ i: Int) -> ArraySlice<Float> { values[i * dimensions..<(i + 1) * dimensions] }
}

/// What a search found, for all queries one after the other.
package struct Answer: Equatable {
  /// `[queries, k]`, -1 past the last.
  package var rows: [Int64]
  /// `[queries, k]`, infinite past the last.
  package var distances: [Float]

  /// An answer of these rows.
  package init(rows: [Int64], distances: [Float]) { (self.rows, self.distances) = (rows, distances) }
}

/// The slow twin: every distance from its definition, sorted by distance and then by row.
package func bruteNeighbors(
  _ cloud: Cloud, _ query: ArraySlice<Float>, k: Int, metric: NeighborMetric, without: Int? = nil, allowed: [UInt8]? = nil
) -> Answer {
  func distance(_ row: Int) -> Double {
    var (squares, dot, a, b) = (0.0, 0.0, 0.0, 0.0)
    var (i, j) = (query.startIndex, row * cloud.dimensions)
    while i < query.endIndex {
      let (x, y) = (Double(query[i]), Double(cloud.values[j]))
      squares += (x - y) * (x - y)
      dot += x * y
      a += x * x
      b += y * y
      i += 1
      j += 1
    }
    if metric == .l2 { return squares.squareRoot() }
    return a == 0 || b == 0 ? 1 : max(0, 1 - dot / (a * b).squareRoot())
  }
  let best = (0..<cloud.count).filter { row in row != without && allowed?[row] != 0 }
    .map { (distance($0), $0) }.sorted { $0 < $1 }.prefix(k)
  let missing = k - best.count
  return Answer(
    rows: best.map { Int64($0.1) } + Array(repeating: -1, count: missing),
    distances: best.map { Float($0.0) } + Array(repeating: .infinity, count: missing))
}
