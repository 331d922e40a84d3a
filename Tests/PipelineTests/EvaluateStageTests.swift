import Core
import Foundation
import PluginHost
import Store
import Testing

@testable import Pipeline

@Suite struct EvaluateStageTests {
  private func evaluated() async throws -> StageWork {
    let work = try makeWork(model: DigestModel())
    try await work.trainStage()
    var stages = work
    try await stages.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await stages.stage(.evaluate, [Step(.evaluate, "e", files: [RunFiles.logits]) { try await $0.evaluate() }])
    return work
  }

  @Test func arraysAndColumnsHaveARowASample() async throws {
    let work = try await evaluated()
    let (shape, features) = try ArrayFile.readFloats(work.run.path(RunFiles.features))
    #expect(shape == [17, 3])
    #expect(Array(features[10 * 3..<12 * 3]) == [0, 0, 0, 1, 2, 3], "validation starts at row 10")
    guard case .int64(let labels)? = try work.store.column("label", of: work.run)?.values,
      case .float64(let losses)? = try work.store.column("loss", of: work.run)?.values
    else {
      Issue.record("columns are missing")
      return
    }
    let expected: [Int64?] = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, nil, nil, nil]
    #expect(labels == expected)
    #expect(losses[0].map { abs($0 - log(1 + exp(-2))) < 1e-12 } == true)
    #expect(losses[14...].allSatisfy { $0 == nil }, "unlabeled samples have no loss")
    // Odd samples have equal logits, and the first of equals is class 0.
    #expect(try work.store.number("validation_accuracy", of: work.run) == 0.5)
    #expect(try work.store.number("pool_accuracy", of: work.run) == nil)
  }

  @Test func aTakenColumnNameGetsTheComponentsId() async throws {
    let work = try await evaluated()
    _ = try await work.fill(NumberColumns(), id: "numbers", step: .columns(library: "x", component: "numbers"))
    let columns = try work.store.columns(of: work.run).map(\.name)
    #expect(columns.contains("label") && columns.contains("numbers.label"))
  }

  @Test func aFailingComponentKeepsWhatWasFinished() async throws {
    let work = try await evaluated()
    let failure = LeapError(.plugin, doing: "counting", problem: "no fingers")
    var stages = work
    await #expect(throws: LeapError.self) {
      try await stages.stage(
        .metadata,
        [
          Step(.columns(library: "x", component: "x"), "x", files: []) { work in
            try await work.fill(NumberColumns(failure: failure), id: "x", step: .columns(library: "x", component: "x"))
          }
        ])
    }
    #expect(try work.store.step(.columns(library: "x", component: "x"), of: work.run)?.state == .failed)
    #expect(try work.store.step(.columns(library: "x", component: "x"), of: work.run)?.failure?.contains("no fingers") == true)
    #expect(try work.store.step(.evaluate, of: work.run)?.state == .finished)
    _ = try SampleQuestions(OpenRun(store: work.store, project: "fake", name: nil)).report(of: SampleID(subset: "pool", index: 2))
  }

  @Test func noTrainingSamplesIsSaid() async throws {
    var dataset = CountingDataset()
    dataset.subsets.removeFirst()
    let base = try makeWork(model: DigestModel())
    let work = StageWork(plan: base.plan, store: base.store, run: base.run, dataset: dataset, report: { _ in }) { DigestModel() }
    await #expect(throws: LeapError.self) { _ = try await work.recordDataset() }
  }
}
