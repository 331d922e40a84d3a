/// An error for the person who must act: what was being done, what is wrong, where, and what to do next.
///
/// Every error that a user can see is one of these. It prints as one line.
public struct LeapError: Error, Sendable, CustomStringConvertible {
  /// Kinds that callers and exit codes tell apart.
  public enum Kind: String, Sendable {
    /// The command line, leap.yaml or a named sample is wrong.
    case usage
    /// A plugin cannot be loaded or used.
    case plugin
    /// A data file is wrong.
    case data
    /// The machine failed: disk, permission, memory.
    case system
    /// The user stopped the work.
    case canceled
  }

  public var kind: Kind
  /// What was being done, e.g. "loading plugin 'libX.so'".
  public var doing: String
  /// What is wrong, in plain words.
  public var problem: String
  /// File, line and column, or sample.
  public var place: String?
  /// What to do next.
  public var remedy: String?

  public init(_ kind: Kind, doing: String, problem: String, place: String? = nil, remedy: String? = nil) {
    self.kind = kind
    self.doing = doing
    self.problem = problem
    self.place = place
    self.remedy = remedy
  }

  public var description: String {
    var line = place.map { "\($0): " } ?? ""
    line += doing.isEmpty ? problem : "\(doing): \(problem)"
    if let remedy { line += "; \(remedy)" }
    return line.replacing("\n", with: " ")
  }
}
