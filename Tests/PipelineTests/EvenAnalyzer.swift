import Core
import PluginHost
import Synchronization

/// An analyzer that finds the even rows, shows two previews and keeps three bytes.
final class EvenAnalyzer: AnalyzerRole {
  let id = "org.example.even"
  let columns = [ColumnInfo(name: "even", kind: .bool, source: "org.example.even")]
  let offersRun = true
  let offersNeighbors = false
  /// Rows of its finding.
  let found: [Int]
  let fails: Bool
  let seen = Mutex<[String]>([])
  init(found: [Int] = [0, 2, 4], fails: Bool = false) {
    self.found = found
    self.fails = fails
  }

  func fit(_ population: SamplePopulation) async throws { seen.withLock { $0 = population.columns.map(\.info.name) } }
  func run(
    count: Int, preview: @escaping @Sendable (String, Tensor) -> Void
  ) async throws -> (columns: [ColumnValues], results: Results) {
    preview("map", Tensor([1, 2] as [Float], [1, 2]))
    preview("../map", Tensor([1, 2] as [Float], [1, 2]))
    if fails { throw CancellationError() }
    var results = Results()
    results.insights = [
      Insight(kind: "even", title: "{row 10} and more", severity: 0.5, members: found, scores: nil, details: nil)
    ]
    results.tensors["map"] = Tensor([3, 4] as [Float], [1, 2])
    return ([.bool((0..<count).map { $0 % 2 == 0 })], results)
  }
  func neighbors(of seeds: NeighborSeeds, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors {
    throw LeapError(.plugin, doing: "finding", problem: "it finds none")
  }
  func savedState() async throws -> [UInt8]? { [1, 2, 3] }
}
