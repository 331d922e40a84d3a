import Core
import PluginHost
import ProjectConfiguration
import Store

extension Session {
  /// The functions of leap.yaml whose libraries are there and whose examples hold.
  ///
  /// Whatever is wrong with one is found here, before a long training. Those that are optional are then left out, with a
  /// warning. Examples whose function has filled its columns before are not tried again.
  func usableFunctions(content: String) async throws -> [ResolvedFunction] {
    var usable: [ResolvedFunction] = []
    for use in plan.functions {
      do {
        let function = try ResolvedFunction(use, plan: plan)
        let prints = try Fingerprints(plan: plan, plugins: plugins, functions: [function], content: content).functions
        if try store.finishedStep(.function(use.name), fingerprint: prints[0]) == nil {
          try await function.check()
        }
        usable.append(function)
      } catch let error as LeapError where use.isOptional {
        report(.warning("\(error.description); the run goes on without column '\(use.name)'"))
      }
    }
    return usable
  }
}

extension StageWork {
  static func step(of function: ResolvedFunction, fingerprint: String) -> Step {
    let id = StepID.function(function.use.name)
    return Step(id, fingerprint, files: [], isOptional: function.use.isOptional) { work in
      try await work.fill(with: BoundFunction(function), function.use, step: id)
    }
  }

  /// Calls a C function for every sample and keeps its columns.
  func fill(with function: BoundFunction, _ use: FunctionEntry, step: StepID) async throws -> StepResult {
    let words = FunctionWords(
      input: dataset.input, classes: dataset.classNames.count, means: use.needs(.classMean) ? try await classMeans() : nil,
      wanted: use.words)
    let logits = use.needsModel ? try MappedArray.open(run.path(RunFiles.logits)) : nil
    let features = use.needs(.features) ? try MappedArray.open(run.path(RunFiles.features)) : nil
    var values: [ColumnValues] = []
    // Each batch wakes another thread, which takes as long as a hundred short calls: large ones, as far as they stay small in memory.
    let size = max(1, min(4000, (16 << 20) / max(1, 4 * dataset.input.count)))
    for number in dataset.subsets.indices {
      try await batches(ofSubset: number, size: size, stage: .metadata) { batch, rows in
        var batch = batch
        batch.logits = logits?.rows(rows)
        batch.features = features?.rows(rows)
        let more = try await function.call(words.inputs(of: batch))
        if values.isEmpty { values = more } else { for i in values.indices { values[i].append(more[i]) } }
      }
    }
    let infos = try names(for: use.columns, FunctionEntry.id)
    try store.write(zip(infos, values).map { (info: $0, values: $1) }, step: step, of: run)
    return StepResult()
  }

  /// Mean inputs of the training samples of each class, `[classes, input]`.
  private func classMeans() async throws -> Tensor {
    var means = ClassMeans(input: dataset.input, classes: dataset.classNames.count)
    for (number, subset) in dataset.subsets.enumerated() where subset.state == .training {
      try await batches(ofSubset: number, size: 1000, stage: .metadata) { batch, _ in means.add(batch) }
    }
    return means.tensor
  }
}
