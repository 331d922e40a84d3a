import KernelTwins
import Kernels
import Testing

/// Affinities, the symmetric graph and trust against slow twins.
@Suite struct MapGraphTests {
  @Test(arguments: [(90, 30.0), (30, 10), (8, 2.5), (3, 1), (7, 2)])
  func affinitiesHaveTheirPerplexity(_ k: Int, _ perplexity: Double) {
    let n = 40
    let distances = (0..<n).flatMap { i in randoms(k, seed: UInt64(i)).map { 5 + 4 * $0 }.sorted() }
    let p = Affinities.conditional(distances, count: n, k: k, perplexity: perplexity, parallel: .serial)
    for i in 0..<n {
      let row = (0..<k).map { p.pointer[i * k + $0] }
      // The search ends within 1e-5 of the entropy; where it asks for a single neighbor the width goes to nothing.
      #expect(relativeError(row, MapTwin.affinities(Array(distances[i * k..<(i + 1) * k]), perplexity: perplexity)) < 2e-3)
      #expect(abs(MapTwin.entropy(doubles(row)) - logarithm(perplexity)) < 1e-3)
      #expect(abs(row.reduce(0, +) - 1) < 1e-5)
    }
  }

  @Test func equalDistancesShareEqually() {
    for distance in [0, 2] as [Float] {
      let p = Affinities.conditional(
        [Float](repeating: distance, count: 9), count: 1, k: 9, perplexity: 3, parallel: .serial)
      #expect((0..<9).allSatisfy { abs(p.pointer[$0] - 1 / 9) < 1e-6 })
    }
  }

  @Test(arguments: [SparseRows.Union.sum, .probability]) func graphIsSymmetric(_ union: SparseRows.Union) {
    let toy = ToyPopulation(count: 700, k: 7)
    let shares = randoms(700 * 7, seed: 3).map { abs($0) }
    let graph = SparseRows(
      neighbors: toy.ids, shares: shares, count: 700, k: 7, least: 0.1, union: union, parallel: .serial)
    var given: [SIMD2<Int>: Float] = [:]
    for i in 0..<700 {
      for j in 0..<7 where shares[i * 7 + j] >= 0.1 { given[SIMD2(i, Int(toy.ids[i * 7 + j]))] = shares[i * 7 + j] }
    }
    var entries = 0
    for i in 0..<700 {
      let slots = graph.starts.pointer[i]..<graph.starts.pointer[i + 1]
      #expect(slots.count % 8 == 0)
      let real = slots.filter { graph.values.pointer[$0] > 0 }
      #expect(zip(real, real.dropFirst()).allSatisfy { graph.columns.pointer[$0] < graph.columns.pointer[$1] })
      #expect(slots.dropFirst(real.count).allSatisfy { graph.columns.pointer[$0] == Int32(i) && graph.values.pointer[$0] == 0 })
      for slot in real {
        let j = Int(graph.columns.pointer[slot])
        let (a, b) = (given[SIMD2(i, j)] ?? 0, given[SIMD2(j, i)] ?? 0)
        #expect(abs(graph.values.pointer[slot] - (union == .sum ? a + b : a + b - a * b)) < 1e-6)
      }
      entries += real.count
    }
    let pairs = Set(given.keys.flatMap { [$0, SIMD2($0.y, $0.x)] })
    #expect(entries == pairs.count)
    graph.normalize(parallel: .serial)
    #expect(abs((0..<graph.starts.pointer[700]).reduce(0.0) { $0 + Double(graph.values.pointer[$1]) } - 1) < 1e-5)
  }

  @Test(arguments: [0, 1, 2, 5, 31, 33, 500, 1300]) func reachIsThatOfAllPairs(_ n: Int) {
    let numbers = randoms(2 * n, seed: 4)
    // A crowd, some of it in one place, and a few far away.
    let places = (0..<n).map { i -> SIMD2<Float> in
      let factor: Float = i % 50 == 7 ? 1000 : i % 9 == 0 ? 0 : 1
      return SIMD2(numbers[2 * i], numbers[2 * i + 1]) * factor
    }
    let right = MapTwin.squaredReach(places, k: 30)
    let reach = PlaneTree(places, count: n).squaredReach(k: 30, parallel: .serial)
    for i in 0..<n { #expect(reach.pointer[i] == right[i]) }
  }

  @Test func trustOfAMapThatIsTheTruth() {
    let toy = ToyPopulation(count: 300, dimensions: 2, k: 10)
    let truth = (0..<300).map { SIMD2(toy.rows[2 * $0], toy.rows[2 * $0 + 1]) }
    let shares = MapTrust.shares(truth, count: 300, neighbors: toy.ids, k: 10, parallel: .serial)
    #expect(shares.allSatisfy { $0 == 1 })
    let shuffled = (0..<300).map { truth[$0 * 7 % 300] }
    let poor = MapTrust.shares(shuffled, count: 300, neighbors: toy.ids, k: 10, parallel: .serial).compactMap { $0 }
    #expect(poor.reduce(0, +) / 300 < 0.7)
    #expect(MapTrust.shares([.zero], count: 1, neighbors: [], k: 0, parallel: .serial) == [nil])
  }
}
