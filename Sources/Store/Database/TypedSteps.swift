import Core
import GRDB

/// The migration that gives texts with several meanings a column for each.
///
/// Before it, `stage.detail` had either the names of files, a line each, or the reason of a failure, by the state of the step, and
/// `checkpoint.extra` three numbers with spaces between them. It is as frozen as the rest of `Migrations`.
enum TypedSteps {
  static func migrate(_ db: Database) throws {
    try db.execute(sql: added)
    for row in try Row.fetchAll(db, sql: "SELECT run, name, detail FROM stage WHERE state = 'finished' AND detail <> ''") {
      guard let detail = String.fromDatabaseValue(row["detail"]) else { continue }
      let files = String(decoding: try JSONText.bytes(of: detail.split(separator: "\n").map(String.init)), as: UTF8.self)
      try db.execute(
        sql: "UPDATE stage SET files = ? WHERE run = ? AND name = ?",
        arguments: [files, row["run"] as DatabaseValue, row["name"] as DatabaseValue])
    }
    for row in try Row.fetchAll(db, sql: "SELECT run, extra FROM checkpoint") {
      let sums = (String.fromDatabaseValue(row["extra"]) ?? "").split(separator: " ").compactMap { Double($0) }
      // Whatever else stands there never was of use: the sums stay 0, as they would have been read.
      guard sums.count == 3 else { continue }
      try db.execute(
        sql: "UPDATE checkpoint SET loss_sum = ?, correct_sum = ?, epoch_seconds = ? WHERE run = ?",
        arguments: [sums[0], sums[1], sums[2], row["run"] as DatabaseValue])
    }
    try db.execute(sql: removed)
  }

  private static let added = """
    ALTER TABLE stage ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE stage ADD COLUMN failure TEXT;
    UPDATE stage SET failure = detail WHERE state = 'failed';
    ALTER TABLE checkpoint ADD COLUMN loss_sum REAL DEFAULT 0;
    ALTER TABLE checkpoint ADD COLUMN correct_sum REAL DEFAULT 0;
    ALTER TABLE checkpoint ADD COLUMN epoch_seconds REAL DEFAULT 0;
    """

  private static let removed = """
    ALTER TABLE stage DROP COLUMN detail;
    ALTER TABLE checkpoint DROP COLUMN extra;
    """
}
