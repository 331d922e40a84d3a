import Core
import Foundation
import PluginHost
import Testing

/// Nearest neighbors against NumPy, over the features of 64 images.
@Suite struct SimilarsTests {
  private struct Golden: Decodable {
    struct Answer: Decodable {
      let rows: [[Int64]]
      let distances: [[Double]]
    }
    let k: Int
    let l2: Answer
    let cosine: Answer
  }

  private func population(_ features: Tensor) -> SamplePopulation {
    let count = features.shape[0]
    return SamplePopulation(
      features: features, labels: Tensor((0..<Int64(count)).map { $0 % 10 }, [count]),
      predictions: Tensor((0..<Int64(count)).map { $0 % 10 }, [count]), logits: Tensor(.float32, [count, 10]),
      losses: Tensor(.float32, [count]), states: Array(repeating: .training, count: count))
  }

  private func features() throws -> Tensor {
    let path = Support.repository + "/Tests/Fixtures/reference/features.npy"
    return try Tensor(mapping: path, offset: 128, dtype: .float32, shape: [64, 128], writable: false)
  }

  private func analyzer(_ features: Tensor, options: String = "{}") async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component("libSimilars.so", .analyzer, options: options)
    let analyzer = try await registry.analyzer(plugin)
    try await analyzer.fit(population(features))
    return analyzer
  }

  @Test func equalsNumPy() async throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: Support.repository + "/Tests/Fixtures/similars/neighbors.json"))
    let golden = try JSONDecoder().decode(Golden.self, from: json)
    let analyzer = try await analyzer(features())
    for (metric, right) in [("l2", golden.l2), ("cosine", golden.cosine)] {
      for row in 0..<64 {
        let found = try await analyzer.neighbors(of: .rows([row]), k: golden.k, allowed: nil, metric: metric)
        #expect(found.rows == right.rows[row], "\(metric), row \(row)")
        for (distance, exact) in zip(found.distances, right.distances[row]) {
          #expect(abs(Double(distance) - exact) <= 1e-5 * max(exact, 0.1))
        }
      }
    }
  }

  @Test func filtersAndRunsOut() async throws {
    let analyzer = try await analyzer(features())
    let found = try await analyzer.neighbors(
      of: .rows([3]), k: 5, allowed: (0..<64).map { $0 == 3 || $0 == 7 || $0 == 9 }, metric: nil)
    #expect(Set(found.rows[..<2]) == [7, 9])
    #expect(found.rows[2...].allSatisfy { $0 == -1 })
    #expect(found.distances[2...].allSatisfy { $0 == .infinity })
    let all = try await analyzer.neighbors(of: .rows([0, 5]), k: 65, allowed: nil, metric: nil)
    #expect(Set(all.rows[..<63]) == Set(1..<64) && all.rows[63..<65] == [-1, -1], "more than there are: the rest is empty")
    #expect(Set(all.rows[65..<128]) == Set(0..<64).subtracting([5]))
    let vectors = try await analyzer.neighbors(of: .vectors(features().rows(3..<5)), k: 1, allowed: nil, metric: nil)
    #expect(vectors.rows == [3, 4], "a vector is no sample: nothing is left out")
    await #expect(throws: LeapError.self) { _ = try await analyzer.neighbors(of: .rows([64]), k: 1, allowed: nil, metric: nil) }
    await #expect(throws: LeapError.self) {
      _ = try await analyzer.neighbors(of: .rows([0]), k: 1, allowed: nil, metric: "manhatten")
    }
  }

  @Test func refusesWhatIsNoNumber() async throws {
    await #expect(throws: LeapError.self) { _ = try await self.analyzer(Tensor([0, 1, .nan, 3] as [Float], [2, 2])) }
  }

  @Test func runFillsColumnsAndArrays() async throws {
    let analyzer = try await analyzer(features())
    let (columns, results) = try await analyzer.run(count: 64)
    #expect(columns.count == analyzer.columns.count && columns.allSatisfy { $0.count == 64 })
    #expect(results.tensors["neighbors"]?.shape == [64, 10])
    #expect(results.texts["summary"]?.isEmpty == false)
  }

  @Test(arguments: ["exact", "hnsw"]) func theGraphAnswersLikeTheIndex(_ index: String) async throws {
    let analyzer = try await analyzer(features(), options: #"{"index": "\#(index)"}"#)
    let before = try await analyzer.neighbors(of: .rows(Array(0..<64)), k: 10, allowed: nil, metric: nil)
    let (_, results) = try await analyzer.run(count: 64)
    let after = try await analyzer.neighbors(of: .rows(Array(0..<64)), k: 10, allowed: nil, metric: nil)
    #expect(after.rows == before.rows && after.distances == before.distances)
    #expect(results.tensors["neighbors"]?.int64s == after.rows)
    // 64 samples are few enough to be linked almost all with all.
    if index == "hnsw" { #expect(results.numbers["recall"] == 1) }
  }

  @Test(arguments: ["exact", "hnsw"]) func whatWasSavedAnswersAlike(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 7}"#
    let first = try await analyzer(features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let second = try await analyzer(features(), options: options)
    try await second.load(state)
    for k in [3, 7, 20] {
      let (a, b) = (
        try await first.neighbors(of: .rows([5, 60]), k: k, allowed: nil, metric: nil),
        try await second.neighbors(of: .rows([5, 60]), k: k, allowed: nil, metric: nil)
      )
      #expect(a.rows == b.rows && a.distances == b.distances)
    }
    let other = try await analyzer(features(), options: #"{"index": "\#(index)", "k": 8}"#)
    await #expect(throws: LeapError.self) { try await other.load(state) }
  }

  /// Mapped, and used in place: also after the file's name is gone or stands for another file.
  @Test(arguments: ["exact", "hnsw"]) func aSavedFileAnswersAlike(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 7}"#
    let first = try await analyzer(features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let path = Support.scratch + "/similars-\(index).state"
    try Data(state).write(to: URL(fileURLWithPath: path))
    let second = try await analyzer(features(), options: options)
    try await second.load(fromFile: path)
    try Data(state.dropLast(9)).write(to: URL(fileURLWithPath: path), options: .atomic)
    await #expect(throws: LeapError.self) { try await second.load(fromFile: path) }
    try FileManager.default.removeItem(atPath: path)
    await #expect(throws: LeapError.self) { try await second.load(fromFile: path) }
    let vectors = NeighborSeeds.vectors(try features().rows(20..<40))
    let (a, b) = (
      try await first.neighbors(of: vectors, k: 20, allowed: nil, metric: nil),
      try await second.neighbors(of: vectors, k: 20, allowed: nil, metric: nil)
    )
    #expect(a.rows == b.rows && a.distances == b.distances)
    #expect(try await second.savedState() == state)
    try await second.fit(population(features()))
    await #expect(throws: LeapError.self, "what was loaded is of the population before") { _ = try await second.savedState() }
  }

  @Test(arguments: ["exact", "hnsw"]) func damagedStateIsRefused(_ index: String) async throws {
    let options = #"{"index": "\#(index)", "k": 2}"#
    let first = try await analyzer(features(), options: options)
    _ = try await first.run(count: 64)
    let state = try #require(try await first.savedState())
    let second = try await analyzer(features(), options: options)
    for size in Array(0..<140) + stride(from: 140, to: state.count, by: 331) {
      await #expect(throws: LeapError.self) { try await second.load(Array(state[..<size])) }
    }
    for at in Array(0..<128) + stride(from: 128, to: state.count, by: 173) {
      var altered = state
      altered[at] ^= 1 << UInt8(at % 8)
      await #expect(throws: LeapError.self, "byte \(at)") { try await second.load(altered) }
    }
    // And it works as before.
    let found = try await second.neighbors(of: .rows([5]), k: 2, allowed: nil, metric: nil)
    #expect(found.rows == (try await first.neighbors(of: .rows([5]), k: 2, allowed: nil, metric: nil)).rows)
  }

  @Test(arguments: ["exact", "hnsw"]) func degeneratePopulationsGetRightAnswers(_ index: String) async throws {
    let options = #"{"index": "\#(index)"}"#
    let one = try await analyzer(Tensor([1, 2, 3] as [Float], [1, 3]), options: options)
    _ = try await one.run(count: 1)
    #expect(try await one.neighbors(of: .rows([0]), k: 2, allowed: nil, metric: nil).rows == [-1, -1])
    let equal = try await analyzer(Tensor([Float](repeating: 4, count: 40), [20, 2]), options: options)
    _ = try await equal.run(count: 20)
    let found = try await equal.neighbors(of: .rows([3]), k: 2, allowed: nil, metric: nil)
    #expect(found.distances == [0, 0])
    if index == "exact" { #expect(found.rows == [0, 1]) }
    let none = try await equal.neighbors(of: .rows([3]), k: 2, allowed: Array(repeating: false, count: 20), metric: nil)
    #expect(none.rows == [-1, -1] && none.distances == [.infinity, .infinity])
    let flat = try await analyzer(Tensor([0, 7, 2, 7, 9, 7, 10, 7] as [Float], [4, 2]), options: options)
    _ = try await flat.run(count: 4)
    #expect(try await flat.neighbors(of: .rows([0, 3]), k: 2, allowed: nil, metric: nil).rows == [1, 2, 2, 1])
  }

  @Test func aBadRowIsNamed() async throws {
    do {
      _ = try await analyzer(Tensor([0, 1, 2, 3, -.infinity, 5] as [Float], [3, 2]))
      Issue.record("an infinity was taken")
    } catch let error as LeapError {
      #expect("\(error)".contains("row 2"))
    }
  }
}
