import Core

/// What `leap-host test` came to.
public struct TestReport: Sendable {
  /// One thing that is wrong with one component.
  public struct Finding: Sendable {
    public let code: TestCode
    public let severity: TestCode.Severity
    /// The name of the component, as in `components`.
    public let component: String
    /// The first sample that shows it.
    public let sample: SampleID?
    /// How often it was seen.
    public internal(set) var count: Int
    public let reason: String
    public let remedy: String
    /// Line and column in leap.yaml, where it is about them.
    public let place: String?
  }

  /// What was asked of one component.
  public struct Component: Sendable {
    public let name: String
    public let role: String
    public internal(set) var calls = 0
    /// Samples in all calls together.
    public internal(set) var samples = 0
    /// Wall-clock time of all calls together, in seconds.
    public internal(set) var seconds = 0.0
    /// Wall-clock time of the slowest call, in seconds.
    public internal(set) var worstSeconds = 0.0
    /// The first sample of the slowest call.
    public internal(set) var worstSample: SampleID?
    public internal(set) var errors = 0
    public internal(set) var warnings = 0
  }

  public let project: String
  /// How many samples of each subset were read.
  public let samples: [(subset: String, count: Int)]
  /// A run, or "random"; nil where no model could be asked.
  public let weights: String?
  public let seconds: Double
  public let components: [Component]
  /// What was found, component after component as in `components`, then by code.
  public let findings: [Finding]

  public var errors: Int { findings.count { $0.severity == .error } }
  public var warnings: Int { findings.count { $0.severity == .warning } }
}
