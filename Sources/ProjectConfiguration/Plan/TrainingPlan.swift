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
}

extension TrainingPlan: Encodable {
  /// The settings that change the weights, by their keys in leap.yaml.
  private enum CodingKeys: String, CodingKey {
    case epochs, schedule
    case batchSize = "batch_size"
    case learningRate = "learning_rate"
    case earlyStopping = "early_stopping"
  }
}
