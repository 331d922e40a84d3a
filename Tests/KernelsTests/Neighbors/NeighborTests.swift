import KernelTwins
import Kernels
import Testing

private func search(
  _ cloud: Cloud, _ queries: [Int], k: Int, metric: NeighborMetric, allowed: [UInt8]? = nil, parallel: Parallel = .serial
) -> Answer {
  var found = [Int64](repeating: -9, count: queries.count * k)
  var distances = [Float](repeating: -9, count: queries.count * k)
  let rows = queries.map(Int64.init)
  cloud.values.withUnsafeBufferPointer { values in
    let index = NeighborIndex(values.baseAddress!, count: cloud.count, dimensions: cloud.dimensions, metric: metric)
    rows.withUnsafeBufferPointer { rows in
      func run(_ allowed: UnsafePointer<UInt8>?) {
        index.search(
          .rows(rows.baseAddress!), count: queries.count, k: k, allowed: allowed, parallel: parallel, index: &found,
          distance: &distances)
      }
      if let allowed { allowed.withUnsafeBufferPointer { run($0.baseAddress) } } else { run(nil) }
    }
  }
  return Answer(rows: found, distances: distances)
}

@Suite struct NeighborTests {
  /// Both sides are rounded from double precision, where the order of summation shows only in the last bits.
  static let tolerance: Float = 1e-6

  private func compare(_ cloud: Cloud, k: Int, metric: NeighborMetric, allowed: [UInt8]? = nil, _ comment: Comment? = nil) {
    let queries = Array(0..<cloud.count)
    let found = search(cloud, queries, k: k, metric: metric, allowed: allowed)
    for i in queries {
      let twin = bruteNeighbors(cloud, cloud.row(i), k: k, metric: metric, without: i, allowed: allowed)
      #expect(Array(found.rows[i * k..<(i + 1) * k]) == twin.rows, comment)
      for (a, b) in zip(found.distances[i * k..<(i + 1) * k], twin.distances) {
        #expect(a == b || abs(a - b) <= Self.tolerance * max(b, metric == .cosine ? 1 : 0), comment)
      }
    }
  }

  @Test(arguments: NeighborMetric.allCases, [1, 2, 5, 6, 7, 15, 16, 17, 53, 150])
  func equalsTheTwin(_ metric: NeighborMetric, _ count: Int) {
    for dimensions in [2, 7, 8, 13, 64] { compare(Cloud(count, dimensions), k: 10, metric: metric, "\(count) x \(dimensions)") }
  }

  @Test(arguments: NeighborMetric.allCases) func maskedRowsAreLeftOut(_ metric: NeighborMetric) {
    let cloud = Cloud(120, 9)
    compare(cloud, k: 5, metric: metric, allowed: (0..<120).map { $0 % 3 == 0 ? 1 : 0 })
    compare(cloud, k: 5, metric: metric, allowed: (0..<120).map { $0 >= 117 ? 1 : 0 })
    compare(cloud, k: 5, metric: metric, allowed: Array(repeating: 0, count: 120))
  }

  @Test(arguments: NeighborMetric.allCases) func tiesGoByRow(_ metric: NeighborMetric) {
    var cloud = Cloud(90, 6)
    cloud.values = cloud.values.map { $0.rounded() }
    for i in 30..<60 { cloud.values.replaceSubrange(i * 6..<(i + 1) * 6, with: Array(cloud.row(i - 30))) }
    let found = search(cloud, [35], k: 89, metric: metric)
    #expect(found.distances == found.distances.sorted())
    // Equal vectors have equal distances to the last bit, so the first of them comes first.
    for row in Int64(0)..<30 where row != 5 {
      #expect(found.rows.firstIndex(of: row)! < found.rows.firstIndex(of: row + 30)!)
    }
    // Small whole numbers have exact squares: every tie of the Euclidean distance is one.
    if metric == .l2 {
      let answers = Array(zip(found.distances, found.rows))
      for (a, b) in zip(answers, answers.dropFirst()) { #expect(a < b) }
    }
    #expect(found.distances[0] == 0)
  }

  @Test func equalVectorsAreAtZero() {
    for value: Float in [0, 3.3, 1e18, 1e-20] {
      var cloud = Cloud(500, 8)
      cloud.values = cloud.values.map { _ in value }
      let found = search(cloud, Array(0..<500), k: 3, metric: .l2)
      #expect(found.distances.allSatisfy { $0 == 0 })
      #expect(Array(found.rows[0..<9]) == [1, 2, 3, 0, 2, 3, 0, 1, 3])
    }
  }

  @Test func aVectorOfZerosIsAtCosineDistanceOne() {
    var cloud = Cloud(40, 4)
    for i in 0..<4 {
      cloud.values[i] = 0
      cloud.values[20 * 4 + i] = 0
    }
    let found = search(cloud, [0], k: 39, metric: .cosine)
    #expect(found.distances.allSatisfy { $0 == 1 })
    #expect(found.rows == (1..<40).map(Int64.init))
    compare(cloud, k: 39, metric: .cosine)
  }

  /// One row far out must not blur the others, and sizes near the ends of the type must not overflow.
  @Test(arguments: [Float(1), 1e18, 1e-18]) func scalesDoNotMatter(_ scale: Float) {
    var cloud = Cloud(130, 16)
    for i in 0..<16 { cloud.values[50 * 16 + i] *= 1e6 }
    cloud.values = cloud.values.map { $0 * scale }
    compare(cloud, k: 10, metric: .l2)
    compare(cloud, k: 10, metric: .cosine)
  }

  /// Near neighbors far from the origin, where |x|² + |y|² - 2xy has no correct digits left.
  @Test func cancellationDoesNotMatter() {
    var cloud = Cloud(200, 12)
    cloud.values = cloud.values.map { $0 + 10_000 }
    compare(cloud, k: 10, metric: .l2)
  }

  @Test(arguments: NeighborMetric.allCases) func lanesDoNotChangeABit(_ metric: NeighborMetric) {
    let cloud = Cloud(1700, 5)
    let queries = Array(0..<1700)
    #expect(
      search(cloud, queries, k: 7, metric: metric) == search(cloud, queries, k: 7, metric: metric, parallel: backwards))
  }

  @Test(arguments: NeighborMetric.allCases) func vectorsFindTheirOwnRow(_ metric: NeighborMetric) {
    let cloud = Cloud(100, 11)
    var (rows, distances) = ([Int64](repeating: 0, count: 4), [Float](repeating: 0, count: 4))
    cloud.values.withUnsafeBufferPointer { values in
      let index = NeighborIndex(values.baseAddress!, count: 100, dimensions: 11, metric: metric)
      index.search(
        .vectors(values.baseAddress! + 42 * 11), count: 1, k: 4, allowed: nil, parallel: .serial, index: &rows,
        distance: &distances)
    }
    let twin = bruteNeighbors(cloud, cloud.row(42), k: 4, metric: metric)
    #expect(rows == twin.rows)
    #expect(rows[0] == 42)
    #expect(distances[0] == 0)
  }

  @Test func nothingToSearchGivesNothing() {
    #expect(search(Cloud(1, 3), [0], k: 2, metric: .l2) == Answer(rows: [-1, -1], distances: [.infinity, .infinity]))
    #expect(search(Cloud(3, 3), [], k: 2, metric: .l2) == Answer(rows: [], distances: []))
  }
}
