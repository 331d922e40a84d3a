import PluginHost

/// Distances of all samples to several seeds, made one.
struct Combined {
  private var values: [(row: Int, distance: Double)] = []

  /// - Parameter found: for each seed the distances of all samples, in any order; -1 for what is left out.
  init(_ found: Neighbors, rows: Int, seeds: [Int], _ combination: SimilarsQuery.Combination) {
    var (totals, counts) = (
      [Double](repeating: combination == .min ? .infinity : 0, count: rows), [Int](repeating: 0, count: rows)
    )
    for (row, distance) in zip(found.rows, found.distances) where row >= 0 {
      let (row, distance) = (Int(row), Double(distance))
      counts[row] += 1
      switch combination {
      case .mean: totals[row] += distance
      case .min: totals[row] = min(totals[row], distance)
      case .max: totals[row] = max(totals[row], distance)
      }
    }
    let left = Set(seeds)
    for row in 0..<rows where counts[row] > 0 && !left.contains(row) {
      values.append((row, combination == .mean ? totals[row] / Double(counts[row]) : totals[row]))
    }
  }

  /// Nearest first, ties by row.
  func nearest(_ limit: Int) -> [(row: Int, distance: Double)] {
    Array(values.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(limit))
  }
}
