import Core
import Foundation
import PluginHost
import Project
import Store

/// What a run came to.
public struct RunSummary: Sendable {
  public var run: String
  public var directory: String
  /// Facts that were measured, e.g. `validation_accuracy`.
  public var facts: [String: Double]
  public var stages: [StageSummary]
  /// Texts that analyzers wrote, by the id of their library.
  public var results: [(source: String, text: String)]
  public var nothingChanged: Bool { stages.allSatisfy(\.cached) }
}

extension Session {
  /// Runs all stages up to `last`, reusing whatever has the same fingerprint, and resuming what was interrupted.
  ///
  /// Every stage that is finished stays finished, whatever happens to a later one. Cancelling the task stops between batches.
  public func run(through last: StageName = .analyze) async throws -> RunSummary {
    let watch = Stopwatch()
    let dataset = try await registry.dataset(plugins.dataset)
    let prints = Fingerprints(plan: plan, plugins: plugins, content: dataset.fingerprint)
    let run =
      try store.run(fingerprint: prints.run) ?? store.createRun(project: plan.name, fingerprint: prints.run, options: options())
    let lock = try store.lock(run)
    defer { withExtendedLifetime(lock) {} }
    var work = StageWork(session: self, run: run, dataset: dataset)

    try await work.stage(.dataset, [Step("dataset", prints.dataset, files: []) { try await $0.recordDataset() }], opened: watch)
    if last >= .train {
      try await work.stage(.train, [Step("train", prints.train, files: [RunFiles.model]) { try await $0.train() }])
    }
    if last >= .evaluate {
      let files = [RunFiles.logits, RunFiles.features]
      try await work.stage(.evaluate, [Step("evaluate", prints.evaluate, files: files) { try await $0.evaluate() }])
    }
    if last >= .metadata {
      try await work.stage(
        .metadata,
        zip(plugins.columns, prints.columns).map { plugin, print in
          Step("metadata/\(plugin.library.id)/\(plugin.component.id)", print, files: []) { try await $0.fillColumns(plugin) }
        })
    }
    if last >= .analyze {
      try await work.stage(
        .analyze,
        zip(plugins.analyzers, prints.analyzers).map { plugin, print in
          let name = "analyze/\(plugin.library.id)/\(plugin.component.id)"
          return Step(name, print, files: nil) { try await $0.analyze(plugin, step: name) }
        })
      if run.finishedAt == nil { try store.finish(run) }
    }
    let facts = try store.facts(of: run).compactMapValues { value -> Double? in
      if case .float64(let number) = value { number } else { nil }
    }
    return RunSummary(
      run: run.name, directory: run.directory, facts: facts, stages: work.summaries,
      results: try store.results(of: run).map { (source: $0.component, text: $0.text) })
  }

  /// What the run was asked for, for people who compare runs.
  private func options() -> String {
    let parts = [plugins.dataset, plugins.model] + plugins.columns + plugins.analyzers
    let list = parts.map {
      #"{"plugin":"\#($0.library.id)","component":"\#($0.component.id)","version":"\#($0.library.version)","options":\#($0.optionsJSON)}"#
    }
    return #"{"seed":\#(plan.seed),"training":"\#(plan.training.canonical)","plugins":[\#(list.joined(separator: ","))]}"#
  }
}

/// One unit of a stage that is cached by itself: the stage, or one component's part of it.
struct Step: Sendable {
  let name: String
  let fingerprint: String
  /// What it leaves in the run's directory; nil: as its record says.
  let files: [String]?
  let body: @Sendable (StageWork) async throws -> StepResult

  init(
    _ name: String, _ fingerprint: String, files: [String]?, _ body: @escaping @Sendable (StageWork) async throws -> StepResult
  ) {
    self.name = name
    self.fingerprint = fingerprint
    self.files = files
    self.body = body
  }
}

/// What a step leaves beside what it stored.
struct StepResult: Sendable {
  /// Files in the run's directory.
  var files: [String] = []
}

/// Works the stages of one run off.
struct StageWork: Sendable {
  let session: Session
  let run: Run
  let dataset: PluginDataset
  var summaries: [StageSummary] = []

  var store: RunStore { session.store }
  var plan: ProjectPlan { session.plan }
  var report: Reporter { session.report }

  init(session: Session, run: Run, dataset: PluginDataset) {
    self.session = session
    self.run = run
    self.dataset = dataset
  }

  /// Runs the steps of a stage that are not there yet.
  mutating func stage(_ name: StageName, _ steps: [Step], opened: Stopwatch? = nil) async throws {
    let watch = opened ?? Stopwatch()
    var cached = true
    for step in steps {
      if try isThere(step) { continue }
      if cached { report(.stageStarted(name.rawValue)) }
      cached = false
      try Task.checkCancellation()
      try await perform(step)
    }
    let summary = StageSummary(name: name.rawValue, seconds: watch.seconds, cached: cached)
    summaries.append(summary)
    report(.stageFinished(summary))
  }

  /// Whether this run has the step's result, or an earlier run had it and it could be taken over.
  private func isThere(_ step: Step) throws -> Bool {
    if let record = try store.stage(step.name, of: run), record.state == .finished, record.fingerprint == step.fingerprint,
      files(of: step, record).allSatisfy({ FileManager.default.fileExists(atPath: run.path($0)) })
    {
      return true
    }
    guard let (former, record) = try store.finishedStage(name: step.name, fingerprint: step.fingerprint), former.id != run.id
    else {
      return false
    }
    let files = files(of: step, record)
    guard files.allSatisfy({ FileManager.default.fileExists(atPath: former.path($0)) }) else { return false }
    try store.adopt(stage: step.name, from: former, into: run, files: files)
    return true
  }

  private func files(of step: Step, _ record: StageRecord) -> [String] {
    step.files ?? record.detail.split(separator: "\n").map(String.init)
  }

  private func perform(_ step: Step) async throws {
    let watch = Stopwatch()
    let before = try store.stage(step.name, of: run)
    // A training that was interrupted goes on from its checkpoint; everything else starts afresh.
    let resumes = step.name == StageName.train.rawValue && before?.fingerprint == step.fingerprint
    if !resumes { try store.clear(stage: step.name, of: run) }
    try store.record(StageRecord(name: step.name, fingerprint: step.fingerprint, state: .running), of: run)
    do {
      let result = try await step.body(self)
      try store.record(
        StageRecord(
          name: step.name, fingerprint: step.fingerprint, state: .finished, seconds: watch.seconds,
          detail: result.files.joined(separator: "\n")), of: run)
    } catch {
      // The reason that a person must see is the first one: a store that cannot note it must not hide it.
      try? store.record(
        StageRecord(
          name: step.name, fingerprint: step.fingerprint, state: .failed, seconds: watch.seconds, detail: "\(error)"), of: run)
      throw error
    }
  }
}
