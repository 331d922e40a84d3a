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
}
