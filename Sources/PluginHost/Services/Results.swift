import Core
import PluginAPI
import Synchronization

/// A finding about some samples of a population.
public struct Insight: Sendable {
  /// Kebab-case kind of finding: "mislabeled", "duplicate", "leak", ...
  public var kind: String
  /// One sentence in plain words.
  public var title: String
  /// How bad it is, 0 to 1; the worst is shown first.
  public var severity: Double
  /// Rows of the population that the finding is about, most typical first; not checked against it.
  public var members: [Int]
  /// How sure the finding is of each member, 0 to 1, `members.count` of them; nil where it does not say.
  public var scores: [Double]?
  /// A JSON object with more about the finding, as the plugin wrote it; nil where there is no more.
  public var details: String?
  /// Takes a finding as it is; `scores`, if any, has one for each of `members`.
  public init(kind: String, title: String, severity: Double, members: [Int], scores: [Double]? = nil, details: String? = nil) {
    self.kind = kind
    self.title = title
    self.severity = severity
    self.members = members
    self.scores = scores
    self.details = details
  }
}

/// Named results of a call, copied out of the plugin.
public struct Results: Sendable {
  /// Integers that the plugin put, by key.
  public var integers: [String: Int64] = [:]
  /// Real numbers that the plugin put, by key.
  public var numbers: [String: Double] = [:]
  /// Texts that the plugin put, by key.
  public var texts: [String: String] = [:]
  /// Texts put without a key, in order.
  public var list: [String] = []
  /// Tensors by key, copied into the host's memory.
  public var tensors: [String: Tensor] = [:]
  /// Findings, in the order in which they were put.
  public var insights: [Insight] = []
  /// Makes results that hold nothing.
  public init() {}
}

/// What stands behind a `leap_sink`.
final class ResultSink: Sendable {
  let results = Mutex(Results())
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> ResultSink? {
    handle.map { Unmanaged<ResultSink>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  func put(_ raw: leap_insight) -> Int32 {
    guard raw.member_count >= 0, raw.members != nil || raw.member_count == 0, let kind = raw.kind, let title = raw.title,
      raw.severity.isFinite
    else { return Int32(LEAP_EARG) }
    let count = Int(raw.member_count)
    let insight = Insight(
      kind: String(cString: kind), title: String(cString: title), severity: min(max(raw.severity, 0), 1),
      members: UnsafeBufferPointer(start: raw.members, count: count).map { Int($0) },
      scores: raw.scores.map { Array(UnsafeBufferPointer(start: $0, count: count)) },
      details: raw.details_json.map { String(cString: $0) })
    results.withLock { $0.insights.append(insight) }
    return Int32(LEAP_OK)
  }
}
