/// How the host trains the model.
public struct TrainingPlan: Sendable, Equatable {
  public var epochs = 8
  public var batchSize = 64
  /// The highest rate; `schedule` says how it changes.
  public var learningRate = 0.002
  public var schedule = LearningRateSchedule.cosine(floor: 0)
  public var earlyStopping: EarlyStopping?
  /// Seconds between two checkpoints. It does not change the result.
  public var checkpointSeconds = 10.0

  public init() {}

  static let table = KeyTable(
    "model.training",
    [
      Key("epochs", .whole(from: 1, to: 1_000_000), default: .int(8), "How often each training sample is seen"),
      Key("batch_size", .whole(from: 1, to: 1_000_000), default: .int(64), "Samples of one step"),
      Key("learning_rate", .number(.above(0, upTo: 1000)), default: .double(0.002), "The highest rate of the schedule"),
      Key(
        "schedule", .either([.words(of: LearningRateSchedule.Kind.self), .map(LearningRateSchedule.table)]),
        default: .string("cosine"), "How the rate changes; a word alone takes the defaults of its kind"),
      Key(
        "early_stopping", .either([.whole(from: 1, to: 1_000_000), .map(EarlyStopping.table)]),
        "Ends the training when the validation loss no longer falls, and keeps the best weights; a number is the patience"),
      Key(
        "checkpoint_seconds", .number(.from(0, upTo: 86_400)), default: .int(10),
        "Seconds between two checkpoints, from which a killed run goes on"),
    ])

  init(_ node: ConfigNode?, file: ConfigFile) throws {
    guard let node, !node.isNull else { return }
    let map = try MapReader(node, file: file, subject: "training", table: Self.table)
    epochs = try map.whole("epochs")
    batchSize = try map.whole("batch_size")
    learningRate = try map.number("learning_rate")
    checkpointSeconds = try map.number("checkpoint_seconds")
    earlyStopping = try map["early_stopping"].map { try EarlyStopping($0, file: file) }
    schedule = try map["schedule"].map { try LearningRateSchedule($0, file: file) } ?? schedule
  }

  /// The rate of one step.
  /// - Parameter step: From 0, over all epochs.
  public func learningRate(step: Int, stepsPerEpoch: Int) -> Double {
    schedule.rate(learningRate, step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
  }

  /// All that changes the weights, for a fingerprint.
  public var canonical: String {
    let stopping = earlyStopping.map { ", stopping after \($0.patience) without \($0.improvement)" } ?? ""
    return "epochs \(epochs), batch \(batchSize), rate \(learningRate), \(schedule)\(stopping)"
  }
}

/// Ends a training when the validation loss no longer falls, and keeps the weights of its best epoch (Prechelt 1998).
public struct EarlyStopping: Sendable, Equatable {
  /// Epochs in a row without improvement that end the training.
  public var patience: Int
  /// A fall of the validation loss by less than this is none.
  public var improvement: Double

  public init(patience: Int, improvement: Double = 0) {
    self.patience = patience
    self.improvement = improvement
  }

  static let table = KeyTable(
    "model.training.early_stopping",
    [
      Key(
        "patience", .whole(from: 1, to: 1_000_000), default: .int(3), "Epochs in a row without improvement that end the training"),
      Key(
        "improvement", .number(.from(0, upTo: 1000)), default: .int(0), "A fall of the validation loss by less than this is none"),
    ])

  /// Reads `3` or `{patience: 3, improvement: 0.001}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap =
      node.members == nil ? ConfigNode(.map([.init(key: "patience", mark: node.mark, value: node)]), at: node.mark) : node
    let map = try MapReader(asMap, file: file, subject: "early_stopping", table: Self.table)
    patience = try map.whole("patience")
    improvement = try map.number("improvement")
  }

  /// Which epoch is the best so far, and whether the training ends after the last one.
  /// - Parameter losses: of validation, an epoch each; NaN where it was not measured.
  public func verdict(_ losses: [Double]) -> (best: Int?, isOver: Bool) {
    var best: Int?
    for (epoch, loss) in losses.enumerated() where loss.isFinite {
      if best.map({ loss < losses[$0] - improvement }) ?? true { best = epoch }
    }
    return (best, best.map { losses.count - 1 - $0 >= patience } ?? false)
  }
}
