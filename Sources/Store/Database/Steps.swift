import Core
import GRDB

/// What a run knows of one of its steps.
public struct StepRecord: Hashable, Sendable, Identifiable {
  public enum State: String, Codable, Sendable { case running, finished, failed }
  public var id: StepID
  /// A digest of what the step reads, its plugin and its options: equal fingerprints give equal results.
  public var fingerprint: String
  public var state: State
  public var seconds: Double
  /// The names of the files that it left in the run's directory.
  public var files: [String]
  /// Why it failed; nil where it did not.
  public var failure: String?
  /// The name of the run whose result was reused; nil where the step was done in this run.
  public var adoptedFrom: String?
  public init(
    _ id: StepID, fingerprint: String, state: State, seconds: Double = 0, files: [String] = [], failure: String? = nil,
    adoptedFrom: String? = nil
  ) {
    self.id = id
    self.fingerprint = fingerprint
    self.state = state
    self.seconds = seconds
    self.files = files
    self.failure = failure
    self.adoptedFrom = adoptedFrom
  }
}

extension RunStore {
  /// Adds the step to the run, or replaces what was recorded of it.
  public func record(_ step: StepRecord, of run: Run) throws {
    try write("recording step '\(step.id)'") { try record($0, step, run) }
  }

  /// What was recorded of a step; nil where nothing was.
  public func step(_ id: StepID, of run: Run) throws -> StepRecord? { try steps(of: run).first { $0.id == id } }

  /// All steps that were recorded, in the order of `StepID`.
  public func steps(of run: Run) throws -> [StepRecord] {
    try read("reading the steps of \(run.name)") { db in
      try rows(db, "SELECT * FROM stage WHERE run = ?", [run.id], step).sorted { $0.id < $1.id }
    }
  }

  /// The newest run that finished this very step, so that its result can be reused.
  public func finishedStep(_ id: StepID, fingerprint: String) throws -> (run: Run, step: StepRecord)? {
    let found: (String, StepRecord)? = try read("looking for an earlier result of '\(id)'") { db in
      try rows(
        db,
        """
        SELECT stage.*, run.name AS run_name FROM stage JOIN run ON run.id = stage.run
        WHERE stage.name = ? AND stage.fingerprint = ? AND state = 'finished' ORDER BY stage.run DESC LIMIT 1
        """, [id.description, fingerprint]
      ) { (try $0.text("run_name"), try step($0)) }.first
    }
    guard let found, let run = try run(named: found.0) else { return nil }
    return (run, found.1)
  }

  /// Forgets everything that a step left in the run, except its files and its record.
  public func clear(step: StepID, of run: Run) throws {
    try write("clearing step '\(step)'") { try clear($0, step, run) }
  }

  func clear(_ db: Database, _ step: StepID, _ run: Run) throws {
    for table in StepTable.allCases {
      try db.execute(
        sql: "DELETE FROM \(table.rawValue) WHERE run = ? AND stage = ?", arguments: [run.id, step.description])
    }
  }

  func record(_ db: Database, _ step: StepRecord, _ run: Run) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO stage(run, name, fingerprint, state, seconds, files, failure, adopted_from)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.id, step.id.description, step.fingerprint, step.state.rawValue, step.seconds,
        String(decoding: try JSONText.bytes(of: step.files), as: UTF8.self),
        step.failure, step.adoptedFrom,
      ])
  }

  private func step(_ row: Fields) throws -> StepRecord {
    StepRecord(
      try row.step("name"), fingerprint: try row.text("fingerprint"), state: try row.word("state"),
      seconds: try row.double("seconds"), files: try row.json("files"), failure: try row.optionalText("failure"),
      adoptedFrom: try row.optionalText("adopted_from"))
  }
}

/// The tables whose rows belong to one step of one run, by its text form in their column `stage`.
enum StepTable: String, CaseIterable {
  case fact, subset, classNames = "class_name", inputPort = "input_port"
  case batch, epoch, checkpoint
  case column = "value_column", insight, result
}
