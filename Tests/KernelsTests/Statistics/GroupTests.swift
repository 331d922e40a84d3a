import KernelTwins
import Kernels
import Testing

@Suite struct GroupTests {
  /// `count` points around each of `centers`, in two coordinates.
  private func blobs(_ centers: [(Float, Float)], count: Int, width: Float, seed: UInt64 = 1) -> [SIMD16<Float>] {
    let noise = randoms(centers.count * count * 4, seed: seed)
    return (0..<centers.count * count).map { i in
      var point = SIMD16<Float>.zero
      point[0] = centers[i % centers.count].0 + width * (noise[4 * i] + noise[4 * i + 1])
      point[1] = centers[i % centers.count].1 + width * (noise[4 * i + 2] + noise[4 * i + 3])
      return point
    }
  }

  @Test func findsBlobsAndStaysWithTheNearestCenter() {
    let points = blobs([(0, 0), (10, 0), (0, 10), (10, 10)], count: 700, width: 1)
    let found = KMeans(points, clusters: 4, seed: 1, parallel: .serial)
    #expect(found.sizes.sorted() == [700, 700, 700, 700])
    var inertia = 0.0
    for (i, point) in points.enumerated() {
      let squares = found.centers.map { Double((($0 - point) * ($0 - point)).sum()) }
      #expect(squares[Int(found.assignment[i])] <= squares.min()! * 1.0001)
      inertia += squares.min()!
    }
    #expect(abs(inertia - found.inertia) < 1e-3 * inertia)
    #expect(KMeans(points, clusters: 4, seed: 1, parallel: threads(3)).assignment == found.assignment)
  }

  @Test func kMeansOfFewOrEqualPoints() {
    #expect(KMeans([], clusters: 3, seed: 1, parallel: .serial).centers.isEmpty)
    let equal = KMeans(Array(repeating: SIMD16(repeating: 2), count: 9), clusters: 3, seed: 1, parallel: .serial)
    #expect(equal.centers == [SIMD16(repeating: 2)] && equal.sizes == [9] && equal.inertia == 0)
    let three = KMeans(blobs([(0, 0), (1, 0), (5, 5)], count: 1, width: 0), clusters: 8, seed: 1, parallel: .serial)
    #expect(three.sizes == [1, 1, 1] && three.inertia == 0)
  }

  @Test func componentsEqualASearchFromEachThing() {
    let random = CounterRandom(9)
    let n = 60
    let edges = (0..<40).map { (Int(random.bits(UInt64(2 * $0)) % 60), Int(random.bits(UInt64(2 * $0 + 1)) % 60)) }
    var sets = DisjointSets(count: n)
    for (a, b) in edges { sets.join(a, b) }
    var seen = Set<Int>()
    var twin: [[Int]] = []
    for start in 0..<n where !seen.contains(start) {
      var group = [start], i = 0
      seen.insert(start)
      while i < group.count {
        for (a, b) in edges where a == group[i] || b == group[i] {
          let other = a == group[i] ? b : a
          if seen.insert(other).inserted { group.append(other) }
        }
        i += 1
      }
      if group.count > 1 { twin.append(group.sorted()) }
    }
    #expect(sets.groups() == twin)
  }

  /// Two clusters would halve the long hill; the small one beside it is found by itself.
  @Test(arguments: [UInt64(1), 2, 3]) func aSmallHillBesideALongOneIsSeen(_ seed: UInt64) throws {
    let noise = randoms(2400 * 4, seed: seed)
    let points = (0..<2400).map { i -> SIMD16<Float> in
      var point = SIMD16<Float>.zero
      point[0] = (i % 12 == 0 ? 1.5 : 6) * (noise[4 * i] + noise[4 * i + 1])
      point[1] = noise[4 * i + 2] + noise[4 * i + 3] + (i % 12 == 0 ? 6 : 0)
      return point
    }
    let valley = try #require(Valley(points, seed: seed, parallel: .serial))
    #expect(valley.p < 1e-6 && valley.depth > 0.9)
    let isSmall = points.indices.map { $0 % 12 == 0 }
    #expect(valley.side == isSmall || valley.side.map(!) == isSmall)
    #expect(try #require(Valley(points, seed: seed, parallel: threads(3))).side == valley.side)
  }

  @Test func valleyIsSeenBetweenTwoHillsOnly() throws {
    let two = try #require(Valley(blobs([(0, 0), (8, 3)], count: 300, width: 1), seed: 1, parallel: .serial))
    #expect(two.p < 1e-6 && two.depth > 0.9)
    #expect(two.side.count { $0 } == 300)
    for seed in 1...20 {
      let one = try #require(Valley(blobs([(0, 0)], count: 600, width: 3, seed: UInt64(seed)), seed: 1, parallel: .serial))
      #expect(one.p > 0.001, "seed \(seed)")
    }
    #expect(Valley(blobs([(0, 0)], count: 30, width: 1), seed: 1, parallel: .serial) == nil)
    #expect(Valley(Array(repeating: .zero, count: 200), seed: 1, parallel: .serial) == nil)
  }
}
