import PluginHost
import Testing

@testable import Pipeline

/// Distances to several seeds, against what they are by hand.
@Suite struct CombinedNeighborsTests {
  /// Two seeds (rows 0 and 1) over four rows; each leaves itself out, and row 3 is not allowed.
  private let found = Neighbors(rows: [2, 1, -1, 2, 0, -1], distances: [4, 1, .infinity, 2, 1, .infinity])

  @Test(arguments: [(SimilarsQuery.Combination.mean, 3.0), (.min, 2), (.max, 4)])
  func combines(_ combination: SimilarsQuery.Combination, _ distance: Double) {
    var whole = CombinedNeighbors(rows: 4, combination)
    whole.add(found)
    var parts = CombinedNeighbors(rows: 4, combination)
    for seed in 0..<2 {
      let own = 3 * seed..<3 * seed + 3
      parts.add(Neighbors(rows: Array(found.rows[own]), distances: Array(found.distances[own])))
    }
    for combined in [whole, parts] {
      let nearest = combined.nearest(4, without: [0, 1])
      #expect(nearest.map(\.row) == [2] && nearest.map(\.distance) == [distance])
    }
  }

  @Test func tiesGoByRow() {
    var combined = CombinedNeighbors(rows: 4, .mean)
    combined.add(Neighbors(rows: [3, 2, 1], distances: [1, 1, 0.5]))
    #expect(combined.nearest(3, without: []).map(\.row) == [1, 2, 3])
  }
}
