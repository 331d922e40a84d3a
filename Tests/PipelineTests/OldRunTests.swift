import Core
import Foundation
import Store
import Testing

@testable import Pipeline

/// A project that an older release ran (Tests/Fixtures/old-run) stays readable, with all that people wrote about it.
@Suite struct OldRunTests {
  let store: RunStore
  private let folder: String

  init() throws {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/old-run")
    folder = NSTemporaryDirectory() + "leap-old-run-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: fixture.path, toPath: folder)
    store = try RunStore(readingOnly: folder + "/.leap")
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }  // a leftover only costs space

  private func run(_ name: String) throws -> Run { try #require(try store.run(named: name)) }

  @Test func runsAndWhatWasWrittenAboutThem() throws {
    defer { remove() }
    #expect(try store.runs().map(\.name) == ["run-0003", "run-0002", "run-0001"])
    #expect(try store.runs(ofProject: "old-run").first?.name == "run-0002", "the one used last")
    let first = try run("run-0001")
    #expect(first.title == "first try" && first.note == "too \"short\"" && first.finishedAt != nil)
    let noted = Annotation(sample: SampleID(subset: "test", index: 2), note: "a bar that leans", tags: ["odd", "later"])
    #expect(try store.annotations(ofProject: "old-run") == [noted])
    let chart = ChartRecord(
      id: 1, title: "loss by class", source: "samples", kind: "bars",
      query: #"{"x":{"column":"label"},"y":{"aggregate":"mean","column":"loss"}}"#)
    #expect(try store.charts(ofProject: "old-run") == [chart])
    #expect(try store.chartPlaces(ofProject: "old-run") == ["own-1": ChartPlace(position: 0)])
    #expect(try store.verdicts(ofProject: "old-run").map(\.state) == [InsightRecord.State.accepted])
  }

  @Test func stepsHaveTheirFilesAndFailures() throws {
    defer { remove() }
    let second = try run("run-0002")
    let steps = try store.steps(of: second)
    let (digits, similars) = (
      StepID.columns(library: "dev.leap.digit-metadata", component: "digits"),
      StepID.analyzer(library: "dev.leap.similars", component: "similars")
    )
    let expected: [StepID] = [
      .dataset, .train, .evaluate, digits, .analyzer(library: "dev.leap.insights", component: "insights"),
      .analyzer(library: "dev.leap.population-map", component: "population-map"), similars,
    ]
    #expect(steps.map(\.id) == expected)
    #expect(steps.allSatisfy { $0.state == .finished && $0.failure == nil })
    #expect(try store.step(.train, of: second)?.files == [RunFiles.model])
    #expect(try store.step(similars, of: second)?.files == ["neighbor_distances.npy", "neighbors.npy", "similars.state"])
    let adopted = try #require(try store.step(digits, of: second))
    #expect(adopted.adoptedFrom == "run-0001" && adopted.files.isEmpty)
    for step in steps { for file in step.files { #expect(FileManager.default.fileExists(atPath: second.path(file)), "\(file)") } }
    let stopped = try #require(try store.step(.train, of: run("run-0003")))
    #expect(stopped.state == .failed && stopped.failure == "CancellationError()" && stopped.files.isEmpty)
    let checkpoint = try #require(try store.checkpoint(of: run("run-0003")))
    #expect(checkpoint.file == "checkpoint-2.state" && checkpoint.epoch == 0 && checkpoint.step == 2)
    #expect(checkpoint.sums == EpochSums(loss: 32.194534847822, correct: 16, seconds: 0.001915505))
  }

  @Test func columnsEpochsFactsAndFindings() throws {
    defer { remove() }
    let second = try run("run-0002")
    #expect(try store.epochs(of: second).count == 8 && store.batches(of: second).count == 32)
    #expect(try store.number("validation_accuracy", of: second) == 1)
    #expect(try store.results(of: second).count == 3)
    let columns = try store.columns(of: second)
    #expect(columns.count == 38 && columns.first?.name == "subset")
    for column in columns { #expect(try store.column(column.name, of: second)?.values.count == 90, "\(column.name)") }
    let findings = try store.insights(of: second)
    #expect(findings.count == 8)
    #expect(findings.filter { $0.state == .accepted }.map(\.kind) == ["leak"])
    let open = try OpenRun(store: store, project: "old-run", name: nil)
    #expect(open.run.name == "run-0002" && open.dataset.classNames == ["ring", "cross", "bar"] && open.rows.count == 90)
    let (shape, values) = try ArrayFile.readFloats(second.path("map.npy"))
    #expect(shape == [90, 2] && values.allSatisfy(\.isFinite))
  }

  @Test func theRunsAreCompared() throws {
    defer { remove() }
    let changes = OptionChanges.between(try run("run-0001").options, try run("run-0002").options)
    let plan = OptionChanges.Change(
      path: "training", before: "epochs 2, batch 16, rate 0.01, cosine(floor: 0.0)",
      after: "epochs 12, batch 15, rate 0.05, step(every: 2, factor: 0.5), stopping after 1 without 0.01")
    #expect(changes == [plan])
  }
}
