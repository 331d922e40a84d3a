import KernelTwins
import Kernels
import Testing

/// The approximate index against exact answers, and its bytes against damage.
@Suite struct HNSWTests {
  private let settings = HNSWSettings(links: 8, effortOfBuilding: 60, effortOfQueries: 60)

  private func made(
    _ cloud: Cloud, metric: NeighborMetric = .l2, parallel: Parallel = .serial, _ values: UnsafePointer<Float>, count: Int? = nil
  ) -> HNSWIndex {
    // progress throws nothing
    try! HNSWIndex(
      values, count: count ?? cloud.count, dimensions: cloud.dimensions, metric: metric, settings: settings, parallel: parallel)
  }

  private func graph(_ index: HNSWIndex, k: Int, parallel: Parallel = .serial) -> Answer {
    var rows = [Int64](repeating: -9, count: index.count * k)
    var distances = [Float](repeating: -9, count: index.count * k)
    try! index.graph(k: k, parallel: parallel, index: &rows, distance: &distances)  // progress throws nothing
    return Answer(rows: rows, distances: distances)
  }

  private func recall(_ found: Answer, _ cloud: Cloud, k: Int, metric: NeighborMetric) -> Double {
    var (hits, all) = (0, 0)
    for i in 0..<cloud.count {
      all += k
      let twin = bruteNeighbors(cloud, cloud.row(i), k: k, metric: metric, without: i)
      hits += Set(twin.rows).intersection(found.rows[i * k..<(i + 1) * k]).count
    }
    return Double(hits) / Double(all)
  }

  @Test(arguments: NeighborMetric.allCases) func findsNearlyAll(_ metric: NeighborMetric) {
    let cloud = Cloud(1500, 9)
    cloud.values.withUnsafeBufferPointer { values in
      let found = graph(made(cloud, metric: metric, values.baseAddress!), k: 10)
      #expect(recall(found, cloud, k: 10, metric: metric) > 0.98)
      #expect((0..<1500).allSatisfy { i in !found.rows[i * 10..<(i + 1) * 10].contains(Int64(i)) })
      #expect(
        (0..<1500).allSatisfy { i in
          found.distances[i * 10..<(i + 1) * 10].sorted() == Array(found.distances[i * 10..<(i + 1) * 10])
        })
    }
  }

  @Test func lanesDoNotChangeABit() {
    let cloud = Cloud(1200, 6)
    cloud.values.withUnsafeBufferPointer { values in
      let alone = made(cloud, values.baseAddress!)
      for parallel in [backwards, threads(3)] {
        let other = made(cloud, parallel: parallel, values.baseAddress!)
        #expect(other.bytes() == alone.bytes())
        #expect(graph(other, k: 5, parallel: parallel) == graph(alone, k: 5))
      }
    }
  }

  @Test func newRowsCanBeAdded() throws {
    let cloud = Cloud(1500, 7)
    try cloud.values.withUnsafeBufferPointer { values in
      let index = made(cloud, values.baseAddress!, count: 900)
      try index.add(values.baseAddress!, total: 1500, parallel: .serial)
      #expect(index.count == 1500)
      #expect(recall(graph(index, k: 10), cloud, k: 10, metric: .l2) > 0.98)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 20]) func fewRows(_ count: Int) {
    let cloud = Cloud(count, 3)
    let values = cloud.values + [0]
    values.withUnsafeBufferPointer { values in
      let found = graph(made(cloud, values.baseAddress!), k: 4)
      for i in 0..<count {
        #expect(Array(found.rows[i * 4..<i * 4 + 4]) == bruteNeighbors(cloud, cloud.row(i), k: 4, metric: .l2, without: i).rows)
      }
    }
  }

  @Test func equalRowsAreAtZero() {
    var cloud = Cloud(800, 5)
    cloud.values = cloud.values.map { _ in 2 }
    cloud.values.withUnsafeBufferPointer { values in
      let found = graph(made(cloud, values.baseAddress!), k: 3)
      #expect(found.distances.allSatisfy { $0 == 0 })
    }
  }

  // MARK: Bytes

  private final class Held {
    let memory: UnsafeMutableRawBufferPointer
    init(_ bytes: [UInt8]) {
      memory = .allocate(byteCount: bytes.count, alignment: 64)
      memory.copyBytes(from: bytes)
    }
    deinit { memory.deallocate() }
  }

  private func loaded(_ bytes: [UInt8], _ cloud: Cloud, _ values: UnsafePointer<Float>) throws -> HNSWIndex {
    let held = Held(bytes)
    return try HNSWIndex(
      UnsafeRawBufferPointer(held.memory), owner: held, rows: values, count: cloud.count, dimensions: cloud.dimensions,
      parallel: .serial)
  }

  @Test(arguments: NeighborMetric.allCases) func bytesKeepEverything(_ metric: NeighborMetric) throws {
    let cloud = Cloud(700, 6)
    try cloud.values.withUnsafeBufferPointer { values in
      let index = made(cloud, metric: metric, values.baseAddress!)
      let again = try loaded(index.bytes(), cloud, values.baseAddress!)
      #expect(again.metric == metric && again.settings == settings && again.recall == nil)
      #expect(graph(again, k: 5) == graph(index, k: 5))
      #expect(again.bytes() == index.bytes())
    }
  }

  @Test func whatWasLoadedCanGrow() throws {
    let cloud = Cloud(900, 6)
    let part = Cloud(500, 6)  // the same generator: its values are the first of the cloud's
    try cloud.values.withUnsafeBufferPointer { values in
      let bytes = made(cloud, values.baseAddress!, count: 500).bytes()
      let index = try loaded(bytes, part, values.baseAddress!)
      try index.add(values.baseAddress!, total: 900, parallel: .serial)
      #expect(recall(graph(index, k: 10), cloud, k: 10, metric: .l2) > 0.98)
    }
  }

  @Test func damageIsRefused() {
    let cloud = Cloud(60, 4)
    cloud.values.withUnsafeBufferPointer { values in
      let bytes = made(cloud, values.baseAddress!).bytes()
      for size in Array(0..<160) + stride(from: 160, to: bytes.count, by: 97) {
        _ = #expect(throws: HNSWFile.Damage.self) { try loaded(Array(bytes[..<size]), cloud, values.baseAddress!) }
      }
      _ = #expect(throws: HNSWFile.Damage.self) { try loaded(bytes + [0], cloud, values.baseAddress!) }
      for at in Array(0..<128) + stride(from: 128, to: bytes.count, by: 61) {
        var altered = bytes
        altered[at] ^= 1 << UInt8(at % 8)
        #expect(throws: HNSWFile.Damage.self, "byte \(at)") { try loaded(altered, cloud, values.baseAddress!) }
      }
      let other = Cloud(60, 4, seed: 2)
      other.values.withUnsafeBufferPointer { values in
        _ = #expect(throws: HNSWFile.Damage.self) { try loaded(bytes, other, values.baseAddress!) }
      }
    }
  }
}
