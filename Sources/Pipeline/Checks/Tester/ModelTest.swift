import Core
import PluginHost

/// Tries the model on batch after batch.
struct ModelTest: Sendable {
  let name: String
  let model: PluginModel
  let log: TestLog
  /// The largest difference that is forgiven, beside 1 + |value|: float32 sums may change their order with the size of a batch.
  private static let tolerance = 1e-4

  /// Logits and features of both batches; nil where it failed.
  func predict(_ batch: SampleBatch, _ mirror: SampleBatch, broken: inout Set<Int>) async throws -> (
    first: (logits: Tensor, features: Tensor), second: (logits: Tensor, features: Tensor)
  )? {
    func sample(_ row: Int) -> SampleID { SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices[row])) }
    do {
      let first = try await ask(batch), second = try await ask(mirror)
      let last = batch.indices.count - 1
      for row in batch.indices.indices where !broken.contains(row) {
        for (what, a, b) in [("logits", first.logits, second.logits), ("features", first.features, second.features)] {
          if a.rows(row..<row + 1).firstRowNotFinite != nil {
            broken.insert(row)
            log.find(.notFinite, in: name, subject: what, sample: sample(row), "its \(what) hold a NaN or an infinity")
            break
          }
          if a.difference(row: row, b, row: last - row) > Self.tolerance {
            try await blame(what, batch, row, sample(row), first)
            break
          }
        }
      }
      return (first, second)
    } catch let error as LeapError {
      log.find(error, in: name, code: .failed, sample: sample(0))
      return nil
    }
  }

  private func ask(_ batch: SampleBatch) async throws -> (logits: Tensor, features: Tensor) {
    let sample = SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices.first ?? 0))
    return try await log.time(name, first: sample, samples: batch.indices.count) { [model] in
      try await model.predict(batch.inputs)
    }
  }

  private func blame(
    _ what: String, _ batch: SampleBatch, _ row: Int, _ sample: SampleID, _ first: (logits: Tensor, features: Tensor)
  ) async throws {
    let again = try await ask(batch)
    let (a, b) = what == "logits" ? (first.logits, again.logits) : (first.features, again.features)
    if a.difference(row: row, b, row: row) > Self.tolerance {
      log.find(.notDeterministic, in: name, sample: sample, "its \(what) differ from call to call")
    } else {
      log.find(.dependsOnBatch, in: name, sample: sample, "its \(what) differ when it is among other samples")
    }
  }
}
