import Core
import GRDB

/// One step of a run.
public struct StageRecord: Hashable, Sendable {
  public enum State: String, Codable, Sendable { case running, finished, failed }
  public var name: String
  /// Of what the stage reads, its plugin and its options: equal fingerprints give equal results.
  public var fingerprint: String
  public var state: State
  public var seconds: Double
  /// What to tell about it: a summary when finished, the reason when failed.
  public var detail: String
  /// The run whose result was reused, by name.
  public var adoptedFrom: String?
  public init(
    name: String, fingerprint: String, state: State, seconds: Double = 0, detail: String = "", adoptedFrom: String? = nil
  ) {
    self.name = name
    self.fingerprint = fingerprint
    self.state = state
    self.seconds = seconds
    self.detail = detail
    self.adoptedFrom = adoptedFrom
  }
}

extension RunStore {
  /// Adds the stage to the run, or replaces what was recorded of it.
  public func record(_ stage: StageRecord, of run: Run) throws {
    try write("recording stage '\(stage.name)'") { try record($0, stage, run) }
  }

  public func stage(_ name: String, of run: Run) throws -> StageRecord? { try stages(of: run).first { $0.name == name } }

  /// By name.
  public func stages(of run: Run) throws -> [StageRecord] {
    try read("reading the stages of \(run.name)") { db in
      try rows(db, "SELECT * FROM stage WHERE run = ? ORDER BY name", [run.id], stage)
    }
  }

  /// The newest run that finished this very stage, so that its result can be reused.
  public func finishedStage(name: String, fingerprint: String) throws -> (run: Run, stage: StageRecord)? {
    let found: (String, StageRecord)? = try read("looking for an earlier result of '\(name)'") { db in
      try rows(
        db,
        """
        SELECT stage.*, run.name AS run_name FROM stage JOIN run ON run.id = stage.run
        WHERE stage.name = ? AND stage.fingerprint = ? AND state = 'finished' ORDER BY stage.run DESC LIMIT 1
        """, [name, fingerprint]
      ) { (try $0.text("run_name"), try stage($0)) }.first
    }
    guard let found, let run = try run(named: found.0) else { return nil }
    return (run, found.1)
  }

  /// Forgets everything that a stage left in the run, except its files and its record.
  public func clear(stage name: String, of run: Run) throws {
    try write("clearing stage '\(name)'") { try clear($0, stage: name, run) }
  }

  func clear(_ db: Database, stage: String, _ run: Run) throws {
    for table in StageTable.allCases {
      try db.execute(sql: "DELETE FROM \(table.rawValue) WHERE run = ? AND stage = ?", arguments: [run.id, stage])
    }
  }

  func record(_ db: Database, _ stage: StageRecord, _ run: Run) throws {
    try db.execute(
      sql:
        "INSERT OR REPLACE INTO stage(run, name, fingerprint, state, seconds, detail, adopted_from) VALUES(?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        run.id, stage.name, stage.fingerprint, stage.state.rawValue, stage.seconds, stage.detail, stage.adoptedFrom,
      ])
  }

  private func stage(_ row: Fields) throws -> StageRecord {
    StageRecord(
      name: try row.text("name"), fingerprint: try row.text("fingerprint"), state: try row.word("state"),
      seconds: try row.double("seconds"), detail: try row.text("detail"), adoptedFrom: try row.optionalText("adopted_from"))
  }
}

/// The tables whose rows belong to one stage of one run.
enum StageTable: String, CaseIterable {
  case fact, subset, classNames = "class_name", inputPort = "input_port"
  case batch, epoch, checkpoint
  case column = "value_column", insight, result
}
