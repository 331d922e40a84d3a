import Core
import PluginHost
import Testing

/// Metadata and metrics written in C, through the whole border.
@Suite struct ColumnRoleTests {
  @Test func metricGivesNumbersTextsAndMissingValues() async throws {
    let (registry, plugin) = try Support.component(try Support.compile("good_metric"), .metric)
    let metric = try await registry.columns(plugin)
    #expect(metric.columns.map(\.name) == ["top_score", "rank", "verdict"])
    #expect(metric.columns[1].direction == .down)
    let logits = Tensor([0, 3, 1, 2, 5, 9, 1, 0, 4] as [Float], [3, 3])
    let values = try await metric.fill(Support.batch(count: 3, labels: [1, 0, -1], logits: logits))
    #expect(values[0] == .float64([3, 9, 4]))
    guard case .int64(let ranks) = values[1], case .string(let verdicts) = values[2] else {
      Issue.record("columns of other kinds")
      return
    }
    #expect(ranks == [0, 2, nil])
    #expect(verdicts == ["right", "wrong", nil])
  }

  @Test func metadataIsFittedFirst() async throws {
    let (registry, plugin) = try Support.component(try Support.compile("good_metadata"), .metadata)
    let metadata = try await registry.columns(plugin)
    #expect(metadata.needsFit)
    let batch = Support.batch(count: 3, labels: [1, 0, -1])
    await #expect(throws: LeapError.self) { _ = try await metadata.fill(batch) }
    try await metadata.fit(batch)
    try await metadata.fitEnd()
    let values = try await metadata.fill(batch)
    #expect(values.count == metadata.columns.count)
    #expect(values.allSatisfy { $0.count == 3 })
    #expect(zip(values, metadata.columns).allSatisfy { $0.kind == $1.kind })
  }

  @Test func aFailureKeepsThePluginsWords() async throws {
    let (registry, plugin) = try Support.component(try Support.compile("failing"), .metadata)
    let metadata = try await registry.columns(plugin)
    do {
      _ = try await metadata.fill(Support.batch(count: 2, labels: nil))
      Issue.record("it did not fail")
    } catch let error as LeapError {
      #expect(error.problem.contains("is cursed"))
      #expect(error.doing.contains("org.example.failing"))
    }
  }
}
