import PluginHost
import Testing

@testable import Pipeline

/// Distances to several seeds, against what they are by hand.
@Suite struct CombinedNeighborsTests {
  /// Two seeds (rows 0 and 1) over four rows; each leaves itself out, and row 3 is not allowed.
  private let found = Neighbors(rows: [2, 1, -1, 2, 0, -1], distances: [4, 1, .infinity, 2, 1, .infinity])

  @Test(arguments: [(SimilarsQuery.Combination.mean, 3.0), (.min, 2), (.max, 4)])
  func combines(_ combination: SimilarsQuery.Combination, _ distance: Double) {
    let nearest = Combined(found, rows: 4, seeds: [0, 1], combination).nearest(4)
    #expect(nearest.map(\.row) == [2] && nearest.map(\.distance) == [distance])
  }

  @Test func tiesGoByRow() {
    let found = Neighbors(rows: [3, 2, 1], distances: [1, 1, 0.5])
    #expect(Combined(found, rows: 4, seeds: [], .mean).nearest(3).map(\.row) == [1, 2, 3])
  }
}
