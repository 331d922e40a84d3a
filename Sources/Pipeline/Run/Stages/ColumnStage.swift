import Core
import PluginHost
import Store

extension StageWork {
  /// Fills the columns of one metadata or metric component over all samples.
  /// - Parameter id: of the component.
  func fill(_ part: any ColumnRole, id: String, step: StepID) async throws -> StepResult {
    if part.needsFit {
      for (number, subset) in dataset.subsets.enumerated() where subset.state == .training {
        try await batches(ofSubset: number, size: 1000, stage: .metadata) { batch, _ in try await part.fit(batch) }
      }
      try await part.fitEnd()
    }
    let predictions =
      part.needsPredictions
      ? (logits: try MappedArray.open(run.path(RunFiles.logits)), features: try MappedArray.open(run.path(RunFiles.features)))
      : nil
    var values: [ColumnValues] = []
    for number in dataset.subsets.indices {
      try await batches(ofSubset: number, size: 1000, stage: .metadata) { batch, rows in
        var batch = batch
        batch.logits = predictions?.logits.rows(rows)
        batch.features = predictions?.features.rows(rows)
        let more = try await part.fill(batch)
        if values.isEmpty { values = more } else { for i in values.indices { values[i].append(more[i]) } }
      }
    }
    try store.write(zip(try names(for: part.columns, id), values).map { (info: $0, values: $1) }, step: step, of: run)
    return StepResult()
  }
}
