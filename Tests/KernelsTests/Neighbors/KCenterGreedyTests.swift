import KernelTwins
import Kernels
import Testing

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
        let right = kCenterTwin(25, of: candidates, covered: covered, weights: weights, cloud)
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
