import Core
import Foundation
import GRDB

/// One execution of a project.
public struct Run: Hashable, Sendable, Identifiable {
  public let id: Int64
  /// The name that the store gives the run: `run-0001` and so on, in the order of creation.
  public let name: String
  public let project: String
  /// Digest of all that the run depends on; equal for two runs that must give the same results.
  public let fingerprint: String
  /// The options of the run, as JSON.
  public let options: String
  public let createdAt: Date
  /// When a command last worked on it.
  public let usedAt: Date
  public let finishedAt: Date?
  /// What a person calls it; empty where nobody did.
  public let title: String
  /// What a person wrote about it.
  public let note: String
  /// Where its files are; exists.
  public let directory: String

  /// The path of one of its files.
  public func path(_ file: String) -> String { "\(directory)/\(file)" }
}

extension RunStore {
  /// Adds a run and its directory.
  public func createRun(project: String, fingerprint: String, options: String = "{}") throws -> Run {
    let doing = "starting a run"
    return try write(doing) { db in
      let last = try Int.fetchOne(db, sql: "SELECT max(CAST(substr(name, 5) AS INTEGER)) FROM run") ?? 0
      let number = String(last + 1)
      let name = "run-" + String(repeating: "0", count: max(0, 4 - number.count)) + number
      // First the directory: a run that is listed has one.
      try makeFolder(directory(ofRun: name), doing: doing)
      try db.execute(
        sql: "INSERT INTO run(name, project, fingerprint, options, created, used) VALUES(?1, ?2, ?3, ?4, ?5, ?5)",
        arguments: [name, project, fingerprint, options, Date().timeIntervalSince1970])
      return try runs(db, "WHERE id = ?", [db.lastInsertedRowID])[0]
    }
  }

  /// All runs, newest first.
  public func runs() throws -> [Run] { try read("listing the runs") { try runs($0, "", []) } }

  /// The runs of a project, the one used last first.
  public func runs(ofProject project: String) throws -> [Run] {
    try read("listing the runs") { try runs($0, "WHERE project = ?", [project]) }.sorted {
      ($0.usedAt, $0.id) > ($1.usedAt, $1.id)
    }
  }

  public func run(named name: String) throws -> Run? {
    try read("looking for run '\(name)'") { try runs($0, "WHERE name = ?", [name]).first }
  }

  /// The newest run with this fingerprint.
  public func run(fingerprint: String) throws -> Run? {
    try read("looking for an earlier run") { try runs($0, "WHERE fingerprint = ?", [fingerprint]).first }
  }

  /// Notes that a command works on the run: the one used last is the one that people mean.
  public func use(_ run: Run) throws {
    try write("using \(run.name)") { db in
      try db.execute(sql: "UPDATE run SET used = ? WHERE id = ?", arguments: [Date().timeIntervalSince1970, run.id])
    }
  }

  /// Marks the run as complete.
  public func finish(_ run: Run) throws {
    try write("finishing \(run.name)") { db in
      try db.execute(
        sql: "UPDATE run SET finished = ? WHERE id = ?", arguments: [Date().timeIntervalSince1970, run.id])
    }
  }

  private func runs(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [Run] {
    try rows(db, "SELECT * FROM run \(condition) ORDER BY id DESC", arguments) { row in
      let name = try row.text("name")
      return Run(
        id: try row.int64("id"), name: name, project: try row.text("project"), fingerprint: try row.text("fingerprint"),
        options: try row.text("options"), createdAt: Date(timeIntervalSince1970: try row.double("created")),
        usedAt: Date(timeIntervalSince1970: try row.double("used")),
        finishedAt: try row.optionalDouble("finished").map { Date(timeIntervalSince1970: $0) },
        title: try row.text("title"), note: try row.text("note"), directory: directory(ofRun: name))
    }
  }
}
