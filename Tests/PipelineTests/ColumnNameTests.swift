import Core
import PluginHost
import Store
import Testing

@testable import Pipeline

/// Names of columns are unique in a run, also where some columns come from an earlier one.
@Suite struct ColumnNameTests {
  /// A component that fills the column `c`.
  private static func step(_ id: String) -> Step {
    let step = StepID.columns(library: "library", component: id)
    let columns = NumberColumns(columns: [ColumnInfo(name: "c", kind: .int64, source: id)])
    return Step(step, "print of \(id)", files: []) { try await $0.fill(columns, id: id, step: step) }
  }

  private func columns(_ steps: [String], in work: StageWork) async throws -> [String] {
    var work = work
    try await work.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await work.stage(.metadata, steps.map(Self.step))
    return try work.store.columns(of: work.run).map { "\($0.name) of \($0.source)" }
  }

  @Test func aColumnOfAnEarlierRunDoesNotTakeThePlaceOfANewOne() async throws {
    let first = try makeWork(model: DigestModel())
    #expect(try await columns(["b"], in: first) == ["c of b"])
    func next(_ fingerprint: String) throws -> StageWork {
      let run = try first.store.createRun(project: "fake", fingerprint: fingerprint)
      return StageWork(plan: first.plan, store: first.store, run: run, dataset: first.dataset, report: { _ in }) { DigestModel() }
    }
    // As if both had been there from the start.
    #expect(try await columns(["a", "b"], in: next("g")) == ["c of a", "b.c of b"])
    let third = try next("h")
    #expect(try await columns(["a", "b"], in: third) == ["c of a", "b.c of b"])
    let stages = try third.store.steps(of: third.run)
    #expect(stages.count == 3 && stages.allSatisfy { $0.adoptedFrom != nil }, "nothing is computed a third time")
  }
}
