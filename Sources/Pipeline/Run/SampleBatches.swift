import Core
import PluginHost

/// How every stage reads the data set.
extension StageWork {
  /// Reads the samples of a subset in batches, in order, and reports how far it is.
  /// - Parameters:
  ///   - number: The subset's place in the data set.
  ///   - size: Samples of a batch; the last one may be smaller.
  ///   - body: Gets each batch and the rows that its samples have among those of all subsets.
  func batches(
    ofSubset number: Int, size: Int, stage: StageName, _ body: (SampleBatch, _ rows: Range<Int>) async throws -> Void
  ) async throws {
    let subset = dataset.subsets[number]
    let start = dataset.subsets[..<number].reduce(0) { $0 + $1.count }
    let total = dataset.subsets.reduce(0) { $0 + $1.count }
    for low in stride(from: 0, to: subset.count, by: size) {
      try Task.checkCancellation()
      let rows = (low..<min(low + size, subset.count))
      let indices = rows.map(Int64.init)
      let inputs = Tensor(.float32, [rows.count] + dataset.input.shape)
      let labels = Tensor(.int64, [rows.count])
      try await dataset.read(subset: number, rows: indices, inputs: inputs, labels: labels)
      try await body(
        SampleBatch(subset: subset, indices: indices, inputs: inputs, labels: subset.state == .unlabeled ? nil : labels),
        start + rows.lowerBound..<start + rows.upperBound)
      report(
        .progress(
          stage: stage.rawValue, done: Double(start + rows.upperBound), total: Double(total), unit: "samples", note: subset.name))
    }
  }
}
