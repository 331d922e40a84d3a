import Core
import Foundation
import PluginHost
import ProjectConfiguration
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
  /// Every stage that is finished stays finished, whatever happens to a later one. Canceling the task stops between batches.
  public func run(through last: StageName = .analyze) async throws -> RunSummary {
    let watch = Stopwatch()
    let dataset = try await registry.dataset(plugins.dataset)
    let functions = try await usableFunctions(content: dataset.fingerprint)
    let prints = try Fingerprints(plan: plan, plugins: plugins, functions: functions, content: dataset.fingerprint)
    let run =
      try store.run(fingerprint: prints.run)
      ?? store.createRun(
        project: plan.name, fingerprint: prints.run, options: RunOptions(plan: plan, plugins: plugins).text())
    let lock = try store.lock(run)
    try store.use(run)
    defer { withExtendedLifetime(lock) {} }
    let plugins = plugins
    var work = StageWork(plan: plan, store: store, run: run, dataset: dataset, report: report) { [registry] in
      try await registry.model(plugins.model, input: dataset.input, classes: dataset.classNames.count)
    }

    try await work.stage(.dataset, [Step(.dataset, prints.record, files: []) { try await $0.recordDataset() }], opened: watch)
    if last >= .train {
      try await work.stage(.train, [Step(.train, prints.train, files: [RunFiles.model]) { try await $0.train() }])
    }
    if last >= .evaluate {
      let files = [RunFiles.logits, RunFiles.features]
      try await work.stage(.evaluate, [Step(.evaluate, prints.evaluate, files: files) { try await $0.evaluate() }])
    }
    if last >= .metadata {
      try await work.stage(
        .metadata,
        zip(plugins.columns, prints.columns).map { plugin, print in
          let id = StepID.columns(library: plugin.library.id, component: plugin.component.id)
          return Step(id, print, files: []) { [registry] work in
            try await work.fill(registry.columns(plugin), id: plugin.component.id, step: id)
          }
        } + zip(functions, prints.functions).map { StageWork.step(of: $0, fingerprint: $1) }
          + (prints.loss.map { [StageWork.lossStep($0)] } ?? []))
    }
    if last >= .analyze {
      let steps = try await work.analyzeSteps(plugins.analyzers, prints.analyzers, registry)
      try await work.stage(.analyze, steps)
      if run.finishedAt == nil { try store.finish(run) }
    }
    let facts = try store.facts(of: run).compactMapValues { value -> Double? in
      if case .float64(let number) = value { number } else { nil }
    }
    return RunSummary(
      run: run.name, directory: run.directory, facts: facts, stages: work.summaries,
      results: try store.results(of: run).map { (source: $0.component, text: $0.text) })
  }
}
