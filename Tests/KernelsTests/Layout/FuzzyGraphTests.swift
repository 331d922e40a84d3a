import KernelTwins
import Kernels
import Testing

/// UMAP's memberships and rounds against slow twins.
@Suite struct MapFuzzyTests {
  @Test(arguments: [2, 5, 8, 15, 40]) func membershipsSumToTheirLogarithm(_ k: Int) {
    let n = 30
    let distances = (0..<n).flatMap { i in randoms(k, seed: UInt64(i)).map { 3 + 2 * $0 }.sorted() }
    let found = FuzzyGraph.memberships(distances, count: n, k: k, parallel: .serial)
    for i in 0..<n {
      let row = Array(distances[i * k..<(i + 1) * k])
      let right = FuzzyTwin.memberships(row)
      // The search ends within 1e-4 of the sum.
      if k > 2 { #expect(relativeError((0..<k).map { found.pointer[i * k + $0] }, right) < 1e-3) }
      #expect(found.pointer[i * k] == 1)
    }
  }

  /// So few rounds that rounding has no time to grow.
  @Test(arguments: [20, 150]) func roundsEqualTheTwin(_ n: Int) {
    let toy = ToyPopulation(count: n, k: 6)
    let start = MapStart.wide(toy.plane(), count: n, seed: 4)
    let got = UMAP(neighbors: 6, seed: 4, rounds: 3).layout(
      neighbors: toy.ids, distances: toy.distances, count: n, k: 6, start: start, parallel: threads(2)
    ) { _, _ in }
    let right = FuzzyTwin.rounds(toy, start, rounds: 3, seed: 4)
    #expect(relativeError(got.flatMap { [$0.x, $0.y] }, right.flatMap { [$0.x, $0.y] }) < 1e-4)
    #expect(zip(got, start).allSatisfy { $0 != $1 })
  }
}
