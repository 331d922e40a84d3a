import Core
import PluginHost
import Store

extension StageWork {
  /// Runs the model over every sample: logits and latent features as arrays, built-in columns, accuracy and loss of each subset.
  func evaluate() async throws -> StepResult {
    let model = try await makeModel()
    try await model.load(.weights, try readWhole(run.path(RunFiles.model)))
    let count = record.rows.count
    let logits = try MappedArray(run.path(RunFiles.logits), [count, model.classes])
    let features = try MappedArray(run.path(RunFiles.features), [count, model.ports[model.featuresPort].count])
    var columns = BuiltInColumns(loss: plan.loss)
    var inputs = InputColumns()
    for number in dataset.subsets.indices {
      let (before, subset) = (columns.count, dataset.subsets[number])
      try await batches(ofSubset: number, size: 1000, stage: .evaluate) { batch, rows in
        let output = try await model.predict(batch.inputs)
        logits.tensor.setRows(from: rows.lowerBound, to: output.logits)
        features.tensor.setRows(from: rows.lowerBound, to: output.features)
        inputs.append(batch.inputs, of: subset.name, from: columns.count - before)
        try columns.append(logits: output.logits, labels: batch.labels)
      }
      if let (accuracy, loss) = columns.summary(rows: before..<columns.count) {
        try store.setFact("\(subset.name)_accuracy", to: accuracy, step: .evaluate, of: run)
        if let loss { try store.setFact("\(subset.name)_loss", to: loss, step: .evaluate, of: run) }
      }
    }
    try logits.finish()
    try features.finish()
    try store.write(inputs.all + columns.all, step: .evaluate, of: run)
    return StepResult(files: [RunFiles.logits, RunFiles.features])
  }
}
