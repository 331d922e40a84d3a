import Core
import PluginHost
import Store

extension StageWork {
  /// Records what the data set holds.
  func recordDataset() async throws -> StepResult {
    let doing = "opening the data set"
    guard dataset.subsets.contains(where: { $0.state == .training && $0.count > 0 }) else {
      throw LeapError(
        .data, doing: doing, problem: "it has no training samples", remedy: "check the data set's options in leap.yaml")
    }
    guard dataset.classNames.count >= 2 else {
      throw LeapError(
        .data, doing: doing, problem: "it has \(dataset.classNames.count) classes", remedy: "a classifier needs at least two")
    }
    if let names = plan.classNames, names.count != dataset.classNames.count {
      throw LeapError(
        .usage, doing: doing, problem: "it has \(dataset.classNames.count) classes, and leap.yaml names \(names.count)",
        place: plan.source.name, remedy: "name each of them under model.prediction.classes, or leave the names out")
    }
    try store.setDataset(record, of: run)
    return StepResult()
  }

  var record: DatasetRecord {
    DatasetRecord(subsets: dataset.subsets, classNames: plan.classNames ?? dataset.classNames, input: dataset.input)
  }

  /// Reads the samples of a subset in batches, in order.
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
