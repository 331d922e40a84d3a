import PluginHost

/// Distances of all samples to several seeds, made one.
struct CombinedNeighbors {
  private let combination: SimilarsQuery.Combination
  /// For each row `[rows]` the sum, least or largest distance so far; `counts` says to how many seeds.
  private var totals: [Double]
  private var counts: [Int]

  init(rows: Int, _ combination: SimilarsQuery.Combination) {
    self.combination = combination
    totals = [Double](repeating: combination == .min ? .infinity : 0, count: rows)
    counts = [Int](repeating: 0, count: rows)
  }

  /// - Parameter found: for some seeds the distances of all samples, in any order; -1 for what is left out.
  mutating func add(_ found: Neighbors) {
    for (row, distance) in zip(found.rows, found.distances) where row >= 0 {
      let (row, distance) = (Int(row), Double(distance))
      counts[row] += 1
      switch combination {
      case .mean: totals[row] += distance
      case .min: totals[row] = min(totals[row], distance)
      case .max: totals[row] = max(totals[row], distance)
      }
    }
  }

  /// Nearest first, ties by row.
  func nearest(_ limit: Int, without seeds: [Int]) -> [(row: Int, distance: Double)] {
    let left = Set(seeds)
    let values = totals.indices.filter { counts[$0] > 0 && !left.contains($0) }.map { row in
      (row: row, distance: combination == .mean ? totals[row] / Double(counts[row]) : totals[row])
    }
    return Array(values.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(limit))
  }
}
