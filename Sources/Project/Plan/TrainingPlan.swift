/// How the host trains the model.
public struct TrainingPlan: Sendable, Equatable {
  public var epochs = 4
  public var batchSize = 128
  /// The highest rate; `schedule` says how it changes.
  public var learningRate = 0.001
  public var schedule = LearningRateSchedule.constant
  /// Seconds between two checkpoints. It does not change the result.
  public var checkpointSeconds = 10.0

  public init() {}

  init(_ node: ConfigNode?, file: ConfigFile) throws {
    guard let node, !node.isNull else { return }
    let map = try MapReader(
      node, file: file, subject: "training", keys: ["epochs", "batch_size", "learning_rate", "schedule", "checkpoint_seconds"])
    epochs = try map.whole("epochs", from: 1, to: 1_000_000, default: epochs)
    batchSize = try map.whole("batch_size", from: 1, to: 1_000_000, default: batchSize)
    learningRate = try map.number("learning_rate", in: .above(0, upTo: 1000), default: learningRate)
    checkpointSeconds = try map.number("checkpoint_seconds", in: .from(0, upTo: 86_400), default: checkpointSeconds)
    schedule = try map["schedule"].map { try LearningRateSchedule($0, file: file) } ?? schedule
  }

  /// The rate of one step.
  /// - Parameter step: From 0, over all epochs.
  public func learningRate(step: Int, stepsPerEpoch: Int) -> Double {
    schedule.rate(learningRate, step: step, stepsPerEpoch: stepsPerEpoch, epochs: epochs)
  }

  /// All that changes the weights, for a fingerprint.
  public var canonical: String { "epochs \(epochs), batch \(batchSize), rate \(learningRate), \(schedule)" }
}
