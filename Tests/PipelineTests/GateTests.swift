import Core
import Foundation
import ProjectConfiguration
import Store
import Testing

@testable import Pipeline

/// Bars of `tests:` over runs of hand-set answers: 40 samples of two classes, of which a run gets some wrong.
@Suite struct GateTests {
  private static let count = 40

  private final class Runs {
    let store: RunStore
    let folder: String

    init() throws {
      let work = try makeWork(model: DigestModel())
      folder = work.plan.directory
      store = work.store
    }

    /// - Parameter wrong: rows that the run gets wrong.
    func add(wrong: Set<Int>, labels: (Int) -> Int64 = { Int64($0 % 2) }) throws -> OpenRun {
      let rows = 0..<GateTests.count
      let run = try store.createRun(project: "gates", fingerprint: UUID().uuidString)
      let subsets = [
        SubsetInfo(name: "training", state: .training, count: 20), SubsetInfo(name: "validation", state: .validation, count: 20),
      ]
      try store.setDataset(
        DatasetRecord(subsets: subsets, classNames: ["a", "b"], input: PortInfo(name: "x", dtype: .float32, shape: [1])), of: run)
      let right = rows.map { !wrong.contains($0) }
      let logits = rows.flatMap { row -> [Float] in (labels(row) == 0) == right[row] ? [2, 0] : [0, 2] }
      try ArrayFile.write(logits, shape: [rows.count, 2], to: run.path(RunFiles.logits))
      func column(_ name: String, _ values: ColumnValues, _ direction: ColumnInfo.Direction = .none) -> (ColumnInfo, ColumnValues)
      {
        (ColumnInfo(name: name, kind: values.kind, direction: direction, source: "leap"), values)
      }
      let losses = right.map { $0 ? log(1 + exp(-2.0)) : log(1 + exp(2.0)) }
      try store.write(
        [
          column("label", .int64(rows.map { labels($0) })), column("content", .int64(rows.map { Int64($0) })),
          column("loss", .float64(losses), .down), column("correct", .bool(right), .up),
          column("word", .string(rows.map { "\($0)" })),
        ], step: .evaluate, of: run)
      try store.record(StepRecord(.evaluate, fingerprint: "e", state: .finished), of: run)
      return try OpenRun(store: store, project: "gates", name: run.name)
    }

    func results(_ gates: String, _ open: OpenRun) throws -> [GateResult] {
      let plan = try ProjectPlan(
        yaml: "project: gates\ndataset: d.so\nmodel: m.so\ntests:\n" + gates, file: folder + "/leap.yaml")
      return try GateCheck(open, plan: plan).results(of: plan.gates)
    }
  }

  @Test func thresholds() throws {
    let runs = try Runs()
    let open = try runs.add(wrong: [20, 22, 24, 26, 1])
    let results = try runs.results(
      """
        - {name: good, metric: accuracy, subset: validation, at_least: 0.8}
        - {name: missed, metric: accuracy, subset: validation, at_least: 0.81}
        - {name: fours, metric: accuracy, filter: "label == 1", at_least: 0.9, at_most: 0.94}
        - {name: column, column: correct, at_least: 0.875}
        - {name: nothing, metric: accuracy, filter: "loss > 100", at_least: 0}
      """, open)
    #expect(results.map(\.passed) == [true, false, false, true, false])
    #expect(results.map(\.samples) == [20, 20, 20, 40, 0])
    #expect(results[0].value == 0.8 && results[0].checks[0].margin == 0)
    #expect(results[1].checks[0].margin.map { abs($0 + 0.01) < 1e-12 } == true)
    #expect(results[2].checks.map(\.kind) == [.atLeast, .atMost] && results[2].checks.map(\.passed) == [true, false])
    let interval = try #require(results[0].interval)
    #expect(interval.lower < 0.8 && interval.upper > 0.8 && interval.lower > 0.5)
    #expect(results[4].value == nil && results[4].interval == nil)
  }

  /// A difference that chance may have made passes; one that it did not fails, and says by how much.
  @Test func onlySurelyWorseFails() throws {
    let runs = try Runs()
    let before = try runs.add(wrong: [1])
    let slightly = try runs.add(wrong: [1, 2, 3])
    let surely = try runs.add(wrong: Set(1...16))
    let gates = """
        - {name: accuracy, metric: accuracy, not_worse_than: \(before.run.name)}
        - {name: loss, column: loss, not_worse_than: \(before.run.name), tolerance: 0.2}
        - {name: f1, metric: f1-macro, not_worse_than: \(before.run.name), resamples: 200}
      """
    #expect(try runs.results(gates, slightly).map(\.passed) == [true, true, true])
    let failed = try runs.results(gates, surely)
    #expect(failed.map(\.passed) == [false, false, false])
    let check = failed[0].checks[0]
    #expect(check.limit == 0.975 && check.margin.map { abs($0 + 0.375) < 1e-12 } == true)
    #expect(check.baseline?.run == before.run.name)
    #expect(check.baseline?.p.map { abs($0 - 2 * pow(0.5, 15)) < 1e-9 } == true, "15 samples, all for the other run")
    // Better in both directions is never a failure.
    #expect(try runs.results(gates, before).map(\.passed) == [true, true, true])
  }

  @Test func previousIsTheEvaluatedRunBefore() throws {
    let runs = try Runs()
    let gate = "  - {name: a, metric: accuracy, not_worse_than: previous}\n"
    let first = try runs.add(wrong: [])
    let alone = try runs.results(gate, first)
    #expect(alone[0].passed && alone[0].note == "there is no earlier run to compare with")
    let second = try runs.add(wrong: Set(0..<20))
    #expect(try !runs.results(gate, second)[0].passed)
    #expect(try runs.results(gate, second)[0].checks[0].baseline?.run == first.run.name)
  }

  @Test(arguments: [
    (
      "{name: a, metric: acuracy, at_least: 1}",
      "leap.yaml:5:5: test 'a', reading metric 'acuracy': there is none of that name; did you mean 'accuracy'?"
    ),
    ("{name: a, column: lss, at_least: 1}", "test 'a', reading column 'lss': run-0002 has no such column; did you mean 'loss'?"),
    ("{name: a, column: word, at_least: 1}", "test 'a': column 'word' holds texts, which have no mean"),
    ("{name: a, metric: accuracy, subset: tests, at_least: 1}", "there is no subset 'tests'"),
    ("{name: a, metric: accuracy, filter: 'lable == 1', at_least: 1}", "did you mean 'label'?"),
    ("{name: a, metric: accuracy, not_worse_than: run-0099}", "leap.yaml:5:5: test 'a', opening run-0099: there is no such run"),
    ("{name: a, column: content, not_worse_than: run-0002}", "it is not known which way of 'mean content' is better"),
  ])
  func namesOfNothing(_ gate: String, _ problem: String) throws {
    let runs = try Runs()
    let open = try runs.add(wrong: [])
    do {
      _ = try runs.results("  - " + gate, open)
      Issue.record("\(gate) passed")
    } catch let error as LeapError {
      #expect(error.description.contains(problem), "\(error)")
    }
  }

  @Test func runsOfOtherDataCannotBeCompared() throws {
    let runs = try Runs()
    let before = try runs.add(wrong: [])
    let after = try runs.add(wrong: []) { Int64(($0 + 1) % 2) }
    #expect(throws: LeapError.self) {
      try runs.results("  - {name: a, metric: accuracy, not_worse_than: \(before.run.name)}", after)
    }
  }

  @Test func codesAreNotStale() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/test-codes.md")
    #expect(
      try String(contentsOf: file, encoding: .utf8) == TestCode.reference, "write docs/test-codes.md anew: script/write-docs")
    #expect(TestCode.allCases.allSatisfy { $0.sentence.hasSuffix(".") && !$0.remedy.hasSuffix(".") })
  }
}
