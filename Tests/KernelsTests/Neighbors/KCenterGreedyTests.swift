import Kernels
import Testing

/// The slow twin: every distance again for each pick.
private func twin(_ count: Int, of candidates: [Int], covered: [Int], weights: [Double]?, _ cloud: Cloud) -> [(
  row: Int, distance: Double
)] {
  func distance(_ a: Int, _ b: Int) -> Double {
    zip(cloud.row(a), cloud.row(b)).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }.squareRoot()
  }
  var picks: [(row: Int, distance: Double)] = []
  while picks.count < min(count, candidates.count) {
    let near = covered + picks.map(\.row)
    let open = candidates.indices.filter { i in !picks.contains { $0.row == candidates[i] } }
    let scored = open.map { i -> (Double, Double, Int) in
      let least = near.map { distance(candidates[i], $0) }.min() ?? .infinity
      return ((weights?[i] ?? 1) * (least == .infinity ? 1 : least), least, candidates[i])
    }
    let best = scored.reduce(scored[0]) { $1.0 > $0.0 ? $1 : $0 }
    picks.append((best.2, best.1))
  }
  return picks
}

@Suite struct KCenterGreedyTests {
  private func picks(
    _ count: Int, of candidates: [Int], covered: [Int], weights: [Double]? = nil, _ cloud: Cloud, _ parallel: Parallel = .serial
  ) -> [KCenterGreedy.Pick] {
    cloud.values.withUnsafeBufferPointer {
      KCenterGreedy.pick(
        count, of: candidates, covered: covered, weights: weights, rows: $0.baseAddress!, dimensions: cloud.dimensions,
        parallel: parallel)
    }
  }

  @Test(arguments: [1, 3, 16]) func equalsTheTwin(_ dimensions: Int) {
    let cloud = Cloud(120, dimensions)
    let candidates = (0..<120).filter { $0 % 4 != 0 }
    let weights = candidates.map { Double($0 % 7) / 7 }
    for covered in [[], [0], Array(stride(from: 0, to: 120, by: 4))] {
      for weights in [nil, weights] {
        let found = picks(25, of: candidates, covered: covered, weights: weights, cloud)
        let right = twin(25, of: candidates, covered: covered, weights: weights, cloud)
        #expect(found.map(\.row) == right.map(\.row))
        for (a, b) in zip(found, right) {
          #expect(a.distance == b.distance || abs(a.distance - b.distance) <= 1e-12 * b.distance)
        }
      }
    }
  }

  @Test func runsOut() {
    let cloud = Cloud(10, 2)
    #expect(Set(picks(99, of: [1, 2, 3], covered: [], cloud).map(\.row)) == [1, 2, 3])
    #expect(picks(5, of: [], covered: [1], cloud).isEmpty)
    #expect(picks(0, of: [1], covered: [], cloud).isEmpty)
  }

  @Test func lanesDoNotChangeAPick() {
    let cloud = Cloud(5000, 3)
    let alone = picks(20, of: Array(0..<5000), covered: [7], cloud)
    #expect(picks(20, of: Array(0..<5000), covered: [7], cloud, backwards) == alone)
    #expect(picks(20, of: Array(0..<5000), covered: [7], cloud, threads(3)) == alone)
  }
}
