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

  private func analyzer(_ features: Tensor) async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component("libSimilars.so", .analyzer)
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
}
