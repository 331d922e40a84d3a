import Core
import Foundation
import GRDB

/// Something that an analyzer found.
public struct InsightRecord: Hashable, Sendable, Identifiable {
  public enum State: String, Codable, Sendable, CaseIterable { case open, accepted, dismissed }
  /// The number that the store gives the finding; 0 before.
  public var id: Int64
  /// The kind of finding, e.g. `mislabeled`.
  public var kind: String
  /// One sentence in plain words.
  public var title: String
  /// How bad it is; more is worse.
  public var severity: Double
  public var state: State
  /// Rows of the run's samples, the most telling first.
  public var members: [Int]
  /// How sure of each member, 0 to 1; nil where that was not said.
  public var scores: [Double]?
  /// More about the finding, as a JSON object.
  public var details: String
  /// The component that found it.
  public var source: String
  public init(
    kind: String, title: String, severity: Double, members: [Int], scores: [Double]? = nil, details: String = "{}",
    source: String, state: State = .open, id: Int64 = 0
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.severity = severity
    self.state = state
    self.members = members
    self.scores = scores
    self.details = details
    self.source = source
  }
}

extension InsightRecord {
  /// - Parameter row: A row of the table `insight`.
  init(_ row: Fields) throws {
    let members = try row.bytes("members")
    self.init(
      kind: try row.text("kind"), title: try row.text("title"), severity: try row.double("severity"),
      members: Bytes.int64s(members, at: 0, count: members.count / 8).map { Int($0) },
      scores: try row.optionalBytes("scores").map { Bytes.doubles($0, at: 0, count: $0.count / 8) },
      details: try row.text("details"), source: try row.text("source"), state: try row.word("state"), id: try row.int64("id"))
  }
}

extension RunStore {
  /// Replaces what `step` found before.
  public func write(_ insights: [InsightRecord], step: StepID, of run: Run) throws {
    try write("writing insights") { db in
      try db.execute(sql: "DELETE FROM insight WHERE run = ? AND stage = ?", arguments: [run.id, step.description])
      for insight in insights {
        var members: [UInt8] = []
        for member in insight.members { Bytes.append(Int64(member), to: &members) }
        try db.execute(
          sql: """
            INSERT INTO insight(run, stage, source, kind, title, severity, state, members, scores, details)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.id, step.description, insight.source, insight.kind, insight.title, insight.severity, insight.state.rawValue,
            Data(members), insight.scores.map(bytes), insight.details,
          ])
      }
    }
  }

  private func bytes(_ scores: [Double]) -> Data {
    var bytes: [UInt8] = []
    for score in scores { Bytes.append(score.bitPattern, to: &bytes) }
    return Data(bytes)
  }

  /// The most severe first.
  public func insights(of run: Run) throws -> [InsightRecord] {
    try read("reading the insights of \(run.name)") { db in
      try rows(db, "SELECT * FROM insight WHERE run = ? ORDER BY severity DESC, id", [run.id], InsightRecord.init)
    }
  }

  /// One finding; nil where the run has none of that number.
  public func insight(_ id: Int64, of run: Run) throws -> InsightRecord? {
    try read("reading insight \(id) of \(run.name)") { db in
      try rows(db, "SELECT * FROM insight WHERE run = ? AND id = ?", [run.id, id], InsightRecord.init).first
    }
  }

  /// Notes what a person decided about a finding.
  /// - Throws: when the run has no such insight.
  public func setInsight(_ id: Int64, to state: InsightRecord.State, of run: Run) throws {
    let doing = "changing insight \(id)"
    let changed = try write(doing) { db in
      try db.execute(
        sql: "UPDATE insight SET state = ? WHERE id = ? AND run = ?", arguments: [state.rawValue, id, run.id])
      return db.changesCount
    }
    guard changed == 1 else {
      throw LeapError(
        .usage, doing: doing, problem: "\(run.name) has no such insight", remedy: "choose one that is listed")
    }
  }
}
