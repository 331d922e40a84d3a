import Core
import GRDB

extension RunStore {
  /// Makes the result of a finished step of an earlier run that of `run` too, without doing the work again.
  ///
  /// First its files (paths inside the run's directory) get a second name, then one transaction copies what the step recorded
  /// and marks the step as finished. O(values of its columns).
  /// - Throws: when the step is not finished there or a file is missing; then the step is not finished in `run` either.
  public func adopt(step id: StepID, from former: Run, into run: Run, files: [String]) throws {
    let doing = "reusing step '\(id)' of \(former.name)"
    guard var step = try step(id, of: former), step.state == .finished else {
      throw LeapError(.data, doing: doing, problem: "it is not finished there", place: former.directory)
    }
    for file in files {
      try makeFolder(folder(of: run.path(file)), doing: doing)
      try linkFile(former.path(file), to: run.path(file))
    }
    step.adoptedFrom = step.adoptedFrom ?? former.name
    try write(doing) { db in
      try clear(db, id, run)
      for table in StepTable.allCases where table != .checkpoint {
        // Checkpoints belong to unfinished work.
        try copy(db, table, of: id, from: former, into: run)
      }
      try record(db, step, run)
    }
  }

  private func copy(_ db: Database, _ table: StepTable, of step: StepID, from former: Run, into run: Run) throws {
    let columns = try db.columns(in: table.rawValue).map(\.name).filter { $0 != "id" && $0 != "run" }.joined(separator: ", ")
    try db.execute(
      sql: "INSERT OR REPLACE INTO \(table.rawValue)(run, \(columns)) SELECT ?, \(columns) FROM \(table.rawValue) "
        + "WHERE run = ? AND stage = ?",
      arguments: [run.id, former.id, step.description])
    guard table == .column else { return }
    try db.execute(
      sql: """
        INSERT INTO value_block(column_id, block, bytes)
        SELECT new.id, block, bytes FROM value_column AS old
          JOIN value_block ON column_id = old.id
          JOIN value_column AS new ON new.run = ? AND new.name = old.name
        WHERE old.run = ? AND old.stage = ?
        """, arguments: [run.id, former.id, step.description])
  }
}
