import Analytics
import Core
import ProjectConfiguration

/// What became of one bar that leap.yaml sets.
public struct GateResult: Sendable {
  /// One comparison of the figure.
  public struct Check: Sendable {
    public enum Kind: String, Sendable {
      case atLeast = "at_least", atMost = "at_most", notWorseThan = "not_worse_than"
    }
    public let kind: Kind
    public let passed: Bool
    /// What the figure is compared with: the threshold, or the other run's figure; nil where there is none.
    public let limit: Double?
    /// How far the figure is on the good side; below 0: how much is missing. nil where there is nothing to compare.
    public let margin: Double?
    /// The other run of a comparison; nil for a threshold.
    public let baseline: Baseline?
  }

  public struct Baseline: Sendable {
    public let run: String
    /// The 95 % interval of this run's figure minus the other's, over the same samples.
    public let interval: Interval?
    /// The p-value of McNemar's test, for accuracy.
    public let p: Double?
  }

  public let name: String
  /// A metric, or "mean loss".
  public let figure: String
  public let samples: Int
  /// The figure; nil where it is not defined over the samples.
  public let value: Double?
  /// Where the figure lies with 95 % confidence.
  public let interval: Interval?
  public let checks: [Check]
  /// Why there was nothing to compare with.
  public let note: String?

  public var passed: Bool { checks.allSatisfy(\.passed) }
}
