import Core
import Foundation
import Store

/// One finding, with everything that a person decides upon.
public struct InsightReport: Sendable {
  public struct Member: Sendable {
    public var sample: SampleID
    /// How sure the analyzer is of it, 0 to 1.
    public var score: Double?
    public var label: Int?
    public var prediction: Int?
    public var loss: Double?
  }
  /// A column that tells the members from the rest.
  public struct Explanation: Sendable, Encodable {
    public var name: String
    /// A value, or a range as text.
    public var value: String
    /// Members with that value.
    public var count: Int
    /// Of the members, and of the rest.
    public var share: Double?
    public var rest_share: Double?
    /// Their ratio.
    public var lift: Double?
    /// In bits.
    public var mutual_information: Double?
  }

  public var insight: InsightRecord
  public var members: [Member]
  /// What it says of its members and of the rest: "loss", "accuracy".
  public var effects: [(name: String, members: Double, rest: Double)]
  public var explanations: [Explanation]
  /// Everything that the analyzer told.
  public var details: JSONValue
}

extension OpenRun {
  /// The run's findings, the most severe first.
  public func insights(kind: String? = nil, state: InsightRecord.State? = nil) throws -> [InsightRecord] {
    try store.insights(of: run).filter { (kind ?? $0.kind) == $0.kind && (state ?? $0.state) == $0.state }
  }

  /// - Throws: when the run has no such insight.
  public func insight(_ id: Int64) throws -> InsightReport {
    guard let insight = try store.insights(of: run).first(where: { $0.id == id }) else {
      throw LeapError(
        .usage, doing: "looking for insight \(id)", problem: "\(run.name) has no such insight",
        remedy: "choose one that leap-host insights lists")
    }
    let details = try details(of: insight)
    let losses = try store.column(BuiltInColumns.loss, rows: insight.members, of: run) ?? insight.members.map { _ in nil }
    let truths = try truth(ofRows: insight.members)
    let members = insight.members.indices.map { i in
      InsightReport.Member(
        sample: rows.sample(at: insight.members[i]), score: insight.scores?[i], label: truths[i].label,
        prediction: truths[i].prediction, loss: Self.double(losses[i]))
    }
    var effects: [(name: String, members: Double, rest: Double)] = []
    if case .object(let all)? = details.at(pointer: "/effect") {
      for name in all.keys.sorted() {
        guard let inside = all[name]?.number(at: "/members"), let outside = all[name]?.number(at: "/rest") else { continue }
        effects.append((name, inside, outside))
      }
    }
    var explanations: [InsightReport.Explanation] = []
    if case .array(let all)? = details.at(pointer: "/columns") { explanations = all.compactMap(InsightReport.Explanation.init) }
    return InsightReport(insight: insight, members: members, effects: effects, explanations: explanations, details: details)
  }

  /// Keeps what a person decided, for this run and for later ones that find the same group again.
  public func decide(_ insight: Int64, _ state: InsightRecord.State) throws -> InsightRecord {
    let found = try self.insight(insight).insight
    try store.decide(found, state, of: run, rows)
    return found
  }

  private func details(of insight: InsightRecord) throws -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(insight.details.utf8))
    } catch {
      throw LeapError(
        .plugin, doing: "reading insight \(insight.id)", problem: "the details that plugin '\(insight.source)' gave are no JSON",
        remedy: "tell its author")
    }
  }

  private static func double(_ value: ColumnValue?) -> Double? { if case .float64(let value)? = value { value } else { nil } }
}

extension InsightReport.Explanation {
  fileprivate init?(_ value: JSONValue) {
    guard case .string(let name)? = value.at(pointer: "/name"), case .string(let text)? = value.at(pointer: "/value"),
      let count = value.number(at: "/count").flatMap({ Int(exactly: $0) })
    else { return nil }
    self.init(
      name: name, value: text, count: count, share: value.number(at: "/share"), rest_share: value.number(at: "/rest_share"),
      lift: value.number(at: "/lift"), mutual_information: value.number(at: "/mutual_information"))
  }
}

extension JSONValue {
  fileprivate func number(at pointer: String) -> Double? {
    switch at(pointer: pointer) {
    case .double(let value)?: value
    case .int(let value)?: Double(value)
    default: nil
    }
  }
}
