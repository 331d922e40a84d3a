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

  init(_ node: ConfigNode?, file: ConfigFile) throws {
    guard let node, !node.isNull else { return }
    let map = try MapReader(
      node, file: file, subject: "training",
      keys: ["epochs", "batch_size", "learning_rate", "schedule", "early_stopping", "checkpoint_seconds"])
    epochs = try map.whole("epochs", from: 1, to: 1_000_000, default: epochs)
    batchSize = try map.whole("batch_size", from: 1, to: 1_000_000, default: batchSize)
    learningRate = try map.number("learning_rate", in: .above(0, upTo: 1000), default: learningRate)
    checkpointSeconds = try map.number("checkpoint_seconds", in: .from(0, upTo: 86_400), default: checkpointSeconds)
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

  /// Reads `3` or `{patience: 3, improvement: 0.001}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap =
      node.members == nil ? ConfigNode(.map([.init(key: "patience", mark: node.mark, value: node)]), at: node.mark) : node
    let map = try MapReader(asMap, file: file, subject: "early_stopping", keys: ["patience", "improvement"])
    patience = try map.whole("patience", from: 1, to: 1_000_000, default: 3)
    improvement = try map.number("improvement", in: .from(0, upTo: 1000), default: 0)
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
