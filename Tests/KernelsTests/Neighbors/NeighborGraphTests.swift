import KernelTwins
import Kernels
import Testing

private func graph(_ cloud: Cloud, k: Int, metric: NeighborMetric, parallel: Parallel = .serial) -> Answer {
  var rows = [Int64](repeating: -9, count: cloud.count * k)
  var distances = [Float](repeating: -9, count: cloud.count * k)
  cloud.values.withUnsafeBufferPointer { values in
    let index = NeighborIndex(
      values.baseAddress!, count: cloud.count, dimensions: cloud.dimensions, metric: metric, parallel: parallel)
    try! index.graph(k: k, parallel: parallel, index: &rows, distance: &distances)  // progress throws nothing
  }
  return Answer(rows: rows, distances: distances)
}

/// The graph of a population: each pair scored once, far tiles left early.
@Suite struct NeighborGraphTests {
  private func compare(_ cloud: Cloud, k: Int, metric: NeighborMetric, _ comment: Comment? = nil) {
    let found = graph(cloud, k: k, metric: metric)
    for i in 0..<cloud.count {
      let twin = bruteNeighbors(cloud, cloud.row(i), k: k, metric: metric, without: i)
      #expect(Array(found.rows[i * k..<(i + 1) * k]) == twin.rows, comment)
      for (a, b) in zip(found.distances[i * k..<(i + 1) * k], twin.distances) {
        #expect(a == b || abs(a - b) <= NeighborTests.tolerance * max(b, metric == .cosine ? 1 : 0), comment)
      }
    }
  }

  @Test(arguments: NeighborMetric.allCases, [1, 2, 6, 7, 16, 17, 48, 49, 150])
  func equalsTheTwin(_ metric: NeighborMetric, _ count: Int) {
    for dimensions in [1, 2, 7, 16, 25, 64] {
      for k in [1, 10, 40] { compare(Cloud(count, dimensions), k: k, metric: metric, "\(count) x \(dimensions), \(k)") }
    }
  }

  /// Some blocks of the tree, so that rounds meet, and one that is not full.
  @Test(arguments: NeighborMetric.allCases) func severalBlocksEqualTheTwin(_ metric: NeighborMetric) {
    compare(Cloud(1300, 19), k: 6, metric: metric)
  }

  /// More features than are scored: the rest is bounded by its length, and survivors are measured.
  @Test(arguments: NeighborMetric.allCases, [127, 128, 129, 160, 333])
  func manyFeaturesEqualTheTwin(_ metric: NeighborMetric, _ dimensions: Int) {
    compare(Cloud(130, dimensions), k: 7, metric: metric)
  }

  /// Clusters far apart, the case in which whole tiles are left: a bound that is too tight would show.
  @Test(arguments: NeighborMetric.allCases, [8, 40, 200]) func clustersEqualTheTwin(_ metric: NeighborMetric, _ dimensions: Int) {
    var cloud = Cloud(700, dimensions)
    let centers = Cloud(9, dimensions, seed: 5)
    for i in 0..<700 {
      for j in 0..<dimensions {
        cloud.values[i * dimensions + j] = cloud.values[i * dimensions + j] * 0.05 + centers.values[i % 9 * dimensions + j] * 20
      }
    }
    compare(cloud, k: 12, metric: metric)
  }

  @Test(arguments: [Float(1), 1e18, 1e-18]) func scalesDoNotMatter(_ scale: Float) {
    var cloud = Cloud(130, 16)
    for i in 0..<16 { cloud.values[50 * 16 + i] *= 1e6 }
    cloud.values = cloud.values.map { $0 * scale }
    for metric in NeighborMetric.allCases { compare(cloud, k: 10, metric: metric) }
  }

  @Test func cancellationDoesNotMatter() {
    var cloud = Cloud(200, 12)
    for i in cloud.values.indices { cloud.values[i] += i / 12 % 2 == 0 ? 10_000 : -30_000 }
    compare(cloud, k: 10, metric: .l2)
  }

  @Test(arguments: [Float(0), 3.3, 1e18, 1e-20]) func equalRowsAreAtZeroByRow(_ value: Float) {
    var cloud = Cloud(1500, 8)
    cloud.values = cloud.values.map { _ in value }
    let found = graph(cloud, k: 3, metric: .l2)
    #expect(found.distances.allSatisfy { $0 == 0 })
    for i in 0..<1500 { #expect(Array(found.rows[i * 3..<i * 3 + 3]) == (0..<4).filter { $0 != i }.prefix(3).map(Int64.init)) }
  }

  @Test(arguments: NeighborMetric.allCases) func columnsThatDoNotVaryChangeNothing(_ metric: NeighborMetric) {
    var cloud = Cloud(300, 20)
    for i in cloud.values.indices where i % 20 > 4 { cloud.values[i] = Float(i % 20) }
    compare(cloud, k: 8, metric: metric)
  }

  @Test(arguments: NeighborMetric.allCases) func zerosAmongOthers(_ metric: NeighborMetric) {
    var cloud = Cloud(260, 6)
    for i in 0..<260 where i % 3 == 0 { for j in 0..<6 { cloud.values[i * 6 + j] = 0 } }
    if metric == .cosine {
      // Near ties of the twin's other formula are no subject here.
      let found = graph(cloud, k: 259, metric: metric)
      for i in stride(from: 0, to: 260, by: 3) {
        #expect(Array(found.rows[i * 259..<(i + 1) * 259]) == (0..<260).filter { $0 != i }.map(Int64.init))
      }
    } else {
      compare(cloud, k: 20, metric: metric)
    }
  }

  @Test(arguments: NeighborMetric.allCases) func lanesDoNotChangeABit(_ metric: NeighborMetric) {
    let cloud = Cloud(2400, 5)
    let alone = graph(cloud, k: 7, metric: metric)
    for parallel in [backwards, threads(2), threads(5)] {
      #expect(graph(cloud, k: 7, metric: metric, parallel: parallel) == alone)
    }
  }

  /// So that who needs ten may take the first ten of ninety: with many ties, copies and zeros, the same to the last bit.
  @Test(arguments: NeighborMetric.allCases) func fewerNeighborsAreTheFirstOfMore(_ metric: NeighborMetric) {
    var grid = Cloud(900, 3)
    grid.values = grid.values.map { ($0 * 2).rounded() }
    var copies = Cloud(700, 9)
    for i in 200..<700 { for j in 0..<9 { copies.values[i * 9 + j] = copies.values[i % 40 * 9 + j] } }
    var zeros = Cloud(400, 5)
    for i in stride(from: 0, to: 400, by: 3) { for j in 0..<5 { zeros.values[i * 5 + j] = 0 } }
    for cloud in [Cloud(1300, 19), grid, copies, zeros] {
      let wide = graph(cloud, k: 90, metric: metric)
      for k in [1, 7, 10, 89] {
        let narrow = graph(cloud, k: k, metric: metric)
        let first = (0..<cloud.count).flatMap { $0 * 90..<$0 * 90 + k }
        #expect(first.map { wide.rows[$0] } == narrow.rows && first.map { wide.distances[$0] } == narrow.distances, "\(k)")
      }
    }
  }

  @Test func whatProgressThrowsEndsTheWork() {
    struct Enough: Error {}
    let cloud = Cloud(1300, 4)
    var (rows, distances) = ([Int64](repeating: 0, count: 1300), [Float](repeating: 0, count: 1300))
    cloud.values.withUnsafeBufferPointer { values in
      let index = NeighborIndex(values.baseAddress!, count: 1300, dimensions: 4, metric: .l2)
      #expect(throws: Enough.self) {
        try index.graph(k: 1, parallel: .serial, index: &rows, distance: &distances) { if $0 > 0.4 { throw Enough() } }
      }
    }
  }
}
