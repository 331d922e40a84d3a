import Core
import PluginAPI
import Synchronization

/// A finding about some samples of a population.
public struct Insight: Sendable {
  public var kind: String
  public var title: String
  public var severity: Double
  public var members: [Int]
  public var scores: [Double]?
  public var details: String?
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
  public var integers: [String: Int64] = [:]
  public var numbers: [String: Double] = [:]
  public var texts: [String: String] = [:]
  /// Texts put without a key, in order.
  public var list: [String] = []
  public var tensors: [String: Tensor] = [:]
  public var insights: [Insight] = []
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
