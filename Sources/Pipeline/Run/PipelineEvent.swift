import Foundation

/// What a running pipeline tells the person who waits.
public enum PipelineEvent: Sendable {
  /// A stage begins; total is the number of its units, 0 when unknown.
  case stageStarted(String)
  case progress(stage: String, done: Double, total: Double, unit: String, note: String)
  case epoch(EpochSummary)
  case stageFinished(StageSummary)
  /// Something a person should read once.
  case note(String)
  case warning(String)
}

public struct EpochSummary: Sendable {
  public var epoch: Int
  public var epochs: Int
  public var trainingLoss: Double
  public var trainingAccuracy: Double
  public var validationLoss: Double?
  public var validationAccuracy: Double?
  public var seconds: Double
}

/// One stage of a run, for summaries.
public struct StageSummary: Sendable, Codable {
  public var name: String
  public var seconds: Double
  /// Whether the stage's result was there already.
  public var cached: Bool
  public init(name: String, seconds: Double, cached: Bool) {
    self.name = name
    self.seconds = seconds
    self.cached = cached
  }
}

public typealias Reporter = @Sendable (PipelineEvent) -> Void
