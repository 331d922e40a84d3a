import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store

/// One unit of a stage that is cached by itself: the stage, or one component's part of it.
struct Step: Sendable {
  let id: StepID
  let fingerprint: String
  /// What it leaves in the run's directory; nil: as its record says.
  let files: [String]?
  /// Whether a failure of the step is a warning only.
  let isOptional: Bool
  /// Whether columns of the step get names that no other has; those of other steps always have the same. See `StageWork.names`.
  var namesColumns: Bool {
    switch id {
    case .columns, .function, .analyzer: true
    case .dataset, .train, .evaluate, .loss: false
    }
  }
  let body: @Sendable (StageWork) async throws -> StepResult

  init(
    _ id: StepID, _ fingerprint: String, files: [String]?, isOptional: Bool = false,
    _ body: @escaping @Sendable (StageWork) async throws -> StepResult
  ) {
    self.id = id
    self.fingerprint = fingerprint
    self.files = files
    self.isOptional = isOptional
    self.body = body
  }
}

/// What a step leaves beside what it stored.
struct StepResult: Sendable {
  /// Files in the run's directory.
  var files: [String] = []
}

/// Works the stages of one run off. It knows roles, not plugins, so that tests can bring their own.
struct StageWork: Sendable {
  let plan: ProjectPlan
  let store: RunStore
  let run: Run
  let dataset: any DatasetRole
  let report: Reporter
  /// Makes the model, without weights.
  let makeModel: @Sendable () async throws -> any ModelRole
  private(set) var summaries: [StageSummary] = []

  init(
    plan: ProjectPlan, store: RunStore, run: Run, dataset: any DatasetRole, report: @escaping Reporter,
    makeModel: @escaping @Sendable () async throws -> any ModelRole
  ) {
    self.plan = plan
    self.store = store
    self.run = run
    self.dataset = dataset
    self.report = report
    self.makeModel = makeModel
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
      do {
        try await perform(step)
      } catch let error as LeapError where step.isOptional {
        report(.warning("\(error.description); the run goes on without it"))
      }
    }
    let summary = StageSummary(name: name.rawValue, seconds: watch.seconds, cached: cached)
    summaries.append(summary)
    report(.stageFinished(summary))
  }

  /// Whether this run or an earlier one has recorded that it finished the step. Its files may be gone.
  func isKnown(_ step: Step) throws -> Bool {
    try store.finishedStep(step.id, fingerprint: step.fingerprint) != nil
  }

  /// Whether this run has the step's result, or an earlier run had it and it could be taken over.
  private func isThere(_ step: Step) throws -> Bool {
    if let record = try store.step(step.id, of: run), record.state == .finished, record.fingerprint == step.fingerprint,
      files(of: step, record).allSatisfy({ FileManager.default.fileExists(atPath: run.path($0)) })
    {
      return true
    }
    guard let (former, record) = try store.finishedStep(step.id, fingerprint: step.fingerprint), former.id != run.id
    else {
      return false
    }
    let files = files(of: step, record)
    guard try !isWritingOver(step, of: former), files.allSatisfy({ FileManager.default.fileExists(atPath: former.path($0)) })
    else { return false }
    try store.adopt(step: step.id, from: former, into: run, files: files)
    return true
  }

  /// Whether the earlier run's columns have names that other components' columns have here. Made anew, they get names of their
  /// own.
  private func isWritingOver(_ step: Step, of former: Run) throws -> Bool {
    guard step.namesColumns else { return false }
    let taken = Set(try store.columns(of: run, where: { $0 != step.id }).map(\.name))
    return try store.columns(of: former, where: { $0 == step.id }).contains { taken.contains($0.name) }
  }

  private func files(of step: Step, _ record: StepRecord) -> [String] { step.files ?? record.files }

  private func perform(_ step: Step) async throws {
    let watch = Stopwatch()
    let before = try store.step(step.id, of: run)
    // A training that was interrupted goes on from its checkpoint; everything else starts afresh.
    let resumes = step.id == .train && before?.fingerprint == step.fingerprint
    if !resumes { try store.clear(step: step.id, of: run) }
    try store.record(StepRecord(step.id, fingerprint: step.fingerprint, state: .running), of: run)
    do {
      let result = try await step.body(self)
      try store.record(
        StepRecord(
          step.id, fingerprint: step.fingerprint, state: .finished, seconds: watch.seconds, files: result.files), of: run)
    } catch {
      // The reason that a person must see is the first one: a store that cannot note it must not hide it.
      try? store.record(
        StepRecord(
          step.id, fingerprint: step.fingerprint, state: .failed, seconds: watch.seconds, failure: "\(error)"), of: run)
      throw error
    }
  }
}
