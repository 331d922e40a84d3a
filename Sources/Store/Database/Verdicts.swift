import Core
import Foundation
import GRDB

/// What a person decided about an insight. It belongs to the project, not to a run, so that it outlives whatever is computed
/// again.
public struct Verdict: Hashable, Sendable {
  public var kind: String
  public var state: InsightRecord.State
  /// The insight's samples when it was decided upon.
  public var samples: Set<SampleID>

  /// Whether an insight is the one that was decided upon, found again: the same kind, and at least half of the samples of both
  /// together in common (Jaccard index).
  public func concerns(kind: String, samples other: Set<SampleID>) -> Bool {
    guard kind == self.kind, !samples.isEmpty || !other.isEmpty else { return kind == self.kind }
    let common = samples.intersection(other).count
    return 2 * common >= samples.count + other.count - common
  }
}

extension RunStore {
  /// All verdicts of a project, the latest first.
  public func verdicts(ofProject project: String) throws -> [Verdict] {
    try read("reading what was decided") { db in try stored(db, project).map(\.verdict) }
  }

  /// Sets the state of an insight, and keeps the decision for those of later runs that are the same.
  /// - Parameter rows: the run's numbering of samples.
  /// - Throws: when the run has no such insight.
  public func decide(_ insight: InsightRecord, _ state: InsightRecord.State, of run: Run, _ rows: Rows) throws {
    try setInsight(insight.id, to: state, of: run)
    let samples = Set(insight.members.map { rows.sample(at: $0) })
    try write("keeping a decision") { db in
      for (id, verdict) in try stored(db, run.project) where verdict.concerns(kind: insight.kind, samples: samples) {
        try db.execute(sql: "DELETE FROM verdict WHERE id = ?", arguments: [id])
      }
      guard state != .open else { return }
      let names = samples.map(\.description).sorted().joined(separator: "\n")
      try db.execute(
        sql: "INSERT INTO verdict(project, kind, state, title, samples, decided) VALUES(?, ?, ?, ?, ?, ?)",
        arguments: [run.project, insight.kind, state.rawValue, insight.title, names, Date().timeIntervalSince1970])
    }
  }

  private func stored(_ db: Database, _ project: String) throws -> [(id: Int64, verdict: Verdict)] {
    try rows(db, "SELECT * FROM verdict WHERE project = ? ORDER BY id DESC", [project]) { row in
      let samples = try row.text("samples").split(separator: "\n").map { try SampleID(parsing: String($0)) }
      return (
        try row.int64("id"),
        Verdict(kind: try row.text("kind"), state: try row.word("state"), samples: Set(samples))
      )
    }
  }
}
