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

  @Test func equalsNumPy() async throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: Support.repository + "/Tests/Fixtures/similars/neighbors.json"))
    let golden = try JSONDecoder().decode(Golden.self, from: json)
    let analyzer = try await SimilarsSupport.analyzer(SimilarsSupport.features())
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
    let analyzer = try await SimilarsSupport.analyzer(SimilarsSupport.features())
    let found = try await analyzer.neighbors(
      of: .rows([3]), k: 5, allowed: (0..<64).map { $0 == 3 || $0 == 7 || $0 == 9 }, metric: nil)
    #expect(Set(found.rows[..<2]) == [7, 9])
    #expect(found.rows[2...].allSatisfy { $0 == -1 })
    #expect(found.distances[2...].allSatisfy { $0 == .infinity })
    let all = try await analyzer.neighbors(of: .rows([0, 5]), k: 65, allowed: nil, metric: nil)
    #expect(Set(all.rows[..<63]) == Set(1..<64) && all.rows[63..<65] == [-1, -1], "more than there are: the rest is empty")
    #expect(Set(all.rows[65..<128]) == Set(0..<64).subtracting([5]))
    let pictures = try SimilarsSupport.features().rows(3..<5)
    let vectors = try await analyzer.neighbors(of: .vectors(pictures), k: 1, allowed: nil, metric: nil)
    #expect(vectors.rows == [3, 4], "a vector is no sample: nothing is left out")
    await #expect(throws: LeapError.self) { _ = try await analyzer.neighbors(of: .rows([64]), k: 1, allowed: nil, metric: nil) }
    await #expect(throws: LeapError.self) {
      _ = try await analyzer.neighbors(of: .rows([0]), k: 1, allowed: nil, metric: "manhatten")
    }
  }

  @Test func refusesWhatIsNoNumber() async throws {
    await #expect(throws: LeapError.self) { _ = try await SimilarsSupport.analyzer(Tensor([0, 1, .nan, 3] as [Float], [2, 2])) }
  }

  @Test func runFillsColumnsAndArrays() async throws {
    let analyzer = try await SimilarsSupport.analyzer(SimilarsSupport.features())
    let (columns, results) = try await analyzer.run(count: 64)
    #expect(columns.count == analyzer.columns.count && columns.allSatisfy { $0.count == 64 })
    #expect(results.tensors["neighbors"]?.shape == [64, 10])
    #expect(results.texts["summary"]?.isEmpty == false)
  }

  @Test(arguments: ["exact", "hnsw"]) func theGraphAnswersLikeTheIndex(_ index: String) async throws {
    let analyzer = try await SimilarsSupport.analyzer(SimilarsSupport.features(), options: #"{"index": "\#(index)"}"#)
    let before = try await analyzer.neighbors(of: .rows(Array(0..<64)), k: 10, allowed: nil, metric: nil)
    let (_, results) = try await analyzer.run(count: 64)
    let after = try await analyzer.neighbors(of: .rows(Array(0..<64)), k: 10, allowed: nil, metric: nil)
    #expect(after.rows == before.rows && after.distances == before.distances)
    #expect(results.tensors["neighbors"]?.int64s == after.rows)
    // 64 samples are few enough to be linked almost all with all.
    if index == "hnsw" { #expect(results.numbers["recall"] == 1) }
  }

  @Test(arguments: ["exact", "hnsw"]) func degeneratePopulationsGetRightAnswers(_ index: String) async throws {
    let options = #"{"index": "\#(index)"}"#
    let one = try await SimilarsSupport.analyzer(Tensor([1, 2, 3] as [Float], [1, 3]), options: options)
    _ = try await one.run(count: 1)
    #expect(try await one.neighbors(of: .rows([0]), k: 2, allowed: nil, metric: nil).rows == [-1, -1])
    let equal = try await SimilarsSupport.analyzer(Tensor([Float](repeating: 4, count: 40), [20, 2]), options: options)
    _ = try await equal.run(count: 20)
    let found = try await equal.neighbors(of: .rows([3]), k: 2, allowed: nil, metric: nil)
    #expect(found.distances == [0, 0])
    if index == "exact" { #expect(found.rows == [0, 1]) }
    let none = try await equal.neighbors(of: .rows([3]), k: 2, allowed: Array(repeating: false, count: 20), metric: nil)
    #expect(none.rows == [-1, -1] && none.distances == [.infinity, .infinity])
    let flat = try await SimilarsSupport.analyzer(Tensor([0, 7, 2, 7, 9, 7, 10, 7] as [Float], [4, 2]), options: options)
    _ = try await flat.run(count: 4)
    #expect(try await flat.neighbors(of: .rows([0, 3]), k: 2, allowed: nil, metric: nil).rows == [1, 2, 2, 1])
  }

  @Test func aBadRowIsNamed() async throws {
    do {
      _ = try await SimilarsSupport.analyzer(Tensor([0, 1, 2, 3, -.infinity, 5] as [Float], [3, 2]))
      Issue.record("an infinity was taken")
    } catch let error as LeapError {
      #expect("\(error)".contains("row 2"))
    }
  }
}
