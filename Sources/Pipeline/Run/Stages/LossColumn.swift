import Analytics
import Core
import ProjectConfiguration
import Store

extension Loss {
  /// The loss that a plan asks the host to compute; nil where another column is the loss.
  init?(_ plan: LossPlan) {
    guard case .builtIn(let kind, let gamma) = plan else { return nil }
    self =
      switch kind {
      case .categoricalCrossEntropy: .categoricalCrossEntropy
      case .binaryCrossEntropy: .binaryCrossEntropy
      case .meanSquaredError: .meanSquaredError
      case .meanAbsoluteError: .meanAbsoluteError
      case .focal: .focal(gamma: gamma)
      }
  }

  /// The summary of the loss column: what it says and in which unit.
  var summary: String {
    switch self {
    case .categoricalCrossEntropy: "cross-entropy, in nats"
    case .binaryCrossEntropy: "binary cross-entropy, mean over classes, in nats"
    case .meanSquaredError: "squared error of the probabilities, mean over classes"
    case .meanAbsoluteError: "absolute error of the probabilities, mean over classes"
    case .focal(let gamma): "focal loss with gamma \(gamma), in nats"
    }
  }
}

extension StageWork {
  static func lossStep(_ fingerprint: String) -> Step {
    Step(.loss, fingerprint, files: []) { try $0.takeLoss() }
  }

  /// Makes a column that a plugin or a function has filled the column `loss`.
  /// - Throws: `LeapError` with the place in leap.yaml where there is none of that name, or it holds no numbers.
  func takeLoss() throws -> StepResult {
    guard case .column(let name, let mark) = plan.loss else { preconditionFailure("the loss is built in") }
    guard let column = try store.column(name, of: run) else {
      let names = try store.columns(of: run).map(\.name)
      throw plan.source.error(
        "there is no column '\(name)' to be the loss", at: mark,
        remedy: nearestWord(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? "columns are \(names.joined(separator: ", "))")
    }
    let values: [Double?]
    switch column.values {
    case .float64(let numbers): values = numbers
    case .int64(let numbers): values = numbers.map { $0.map(Double.init) }
    case .bool, .string:
      throw plan.source.error(
        "the column '\(name)' is of \(column.info.kind) and cannot be the loss", at: mark, remedy: "name one of numbers")
    }
    for subset in record.subsets {
      guard let known = record.rows.range(of: subset.name).map({ values[$0].compactMap { $0 } }), !known.isEmpty else { continue }
      try store.setFact("\(subset.name)_loss", to: known.reduce(0, +) / Double(known.count), step: .loss, of: run)
    }
    let info = ColumnInfo(
      name: BuiltInColumns.loss, kind: .float64, direction: .down, summary: "the column \(name)", source: "leap")
    try store.write([(info: info, values: .float64(values))], step: .loss, of: run)
    return StepResult()
  }
}
