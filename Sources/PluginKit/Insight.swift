import PluginAPI

/// A finding about some samples of a population.
public struct Insight: Sendable {
  /// Kebab case, e.g. "mislabeled".
  public var kind: String
  /// One sentence in plain words.
  public var title: String
  /// How bad it is, 0 to 1; the worst is shown first.
  public var severity: Double
  /// Rows of the population, most typical first.
  public var members: [Int]
  /// How sure for each member, 0 to 1.
  public var scores: [Double]?
  /// What else there is to say, an object whose keys the kind of finding has agreed on.
  public var details: JSON?

  /// A finding about the rows `members`, with a score for each or none at all.
  public init(kind: String, title: String, severity: Double, members: [Int], scores: [Double]? = nil, details: JSON? = nil) {
    self.kind = kind
    self.title = title
    self.severity = severity
    self.members = members
    self.scores = scores
    self.details = details
  }
}

extension Sink {
  /// Puts a finding, which is copied at once.
  /// - Precondition: it has as many scores as members, or none.
  public func put(_ insight: Insight) throws {
    let members = insight.members.map(Int64.init)
    precondition(insight.scores.map { $0.count == members.count } ?? true, "an insight needs a score for each member")
    try insight.kind.withCString { kind in
      try insight.title.withCString { title in
        try members.withUnsafeBufferPointer { members in
          try (insight.scores ?? []).withUnsafeBufferPointer { scores in
            func send(_ details: UnsafePointer<CChar>?) throws {
              var finding = leap_insight()
              finding.struct_size = UInt32(MemoryLayout<leap_insight>.size)
              finding.kind = kind
              finding.title = title
              finding.severity = insight.severity
              finding.member_count = Int64(members.count)
              finding.members = members.baseAddress
              finding.scores = insight.scores == nil ? nil : scores.baseAddress
              finding.details_json = details
              try check(host.pointee.put_insight(raw, &finding), "an insight of kind '\(insight.kind)'")
            }
            if let details = insight.details { try details.text.withCString { try send($0) } } else { try send(nil) }
          }
        }
      }
    }
  }
}
