import Core
import Foundation
import Store

/// Questions about what analyzers found in a run, and what people decide about it.
public struct InsightQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// The run's findings, the most severe first.
  /// - Parameters:
  ///   - kind: Only those of this kind; nil: of all.
  ///   - state: Only those in this state; nil: in any.
  public func all(kind: String? = nil, state: InsightRecord.State? = nil) throws -> [InsightRecord] {
    try open.store.insights(of: open.run).filter { (kind ?? $0.kind) == $0.kind && (state ?? $0.state) == $0.state }
  }

  /// One finding; nil where the run has none of that number.
  public func report(of id: Int64) throws -> InsightReport? {
    guard let insight = try open.store.insight(id, of: open.run) else { return nil }
    let details = try details(of: insight)
    let losses =
      try open.store.column(BuiltInColumns.loss, rows: insight.members, of: open.run) ?? insight.members.map { _ in nil }
    let known = try open.labelsAndPredictions(ofRows: insight.members)
    let members = insight.members.indices.map { i in
      InsightReport.Member(
        sample: open.rows.sample(at: insight.members[i]), row: insight.members[i], score: insight.scores?[i],
        label: known[i].label, prediction: known[i].prediction, loss: Self.double(losses[i]))
    }
    return InsightReport(
      insight: insight, members: members, effects: InsightReport.Effect.all(in: details),
      explanations: InsightReport.Explanation.all(in: details), details: details)
  }

  /// Keeps what a person decided, for this run and for later ones that find the same group again.
  /// - Returns: The finding in its new state; nil where the run has none of that number.
  @discardableResult
  public func decide(_ id: Int64, _ state: InsightRecord.State) throws -> InsightReport? {
    guard var report = try report(of: id) else { return nil }
    try open.store.decide(report.insight, state, of: open.run, open.rows)
    report.insight.state = state
    return report
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
