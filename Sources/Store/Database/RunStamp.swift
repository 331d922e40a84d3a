import Core
import GRDB
import Glibc

/// What tells two states of a run apart.
public struct RunStamp: Hashable, Sendable {
  /// Changes with the run's stages, that is with all that was computed, but not with batches of a training under way.
  public var results: String
  /// Changes with `results`, the states of findings, the run's title and its note.
  public var text: String
  /// Changes with the states of findings alone.
  public var findings: String
}

extension RunStore {
  /// Reads some dozen short rows.
  public func stamp(of run: Run) throws -> RunStamp {
    try read("looking at \(run.name)") { db in
      let stages = try rows(
        db, "SELECT name || ' ' || fingerprint || ' ' || state || ' ' || seconds AS text FROM stage WHERE run = ? ORDER BY name",
        [run.id]
      ) { try $0.text("text") }
      let findings = try rows(
        db, "SELECT group_concat(id || state, ' ') AS text FROM (SELECT id, state FROM insight WHERE run = ? ORDER BY id)",
        [run.id]
      ) { try $0.optionalText("text") ?? "" }
      let own = try rows(db, "SELECT fingerprint, title, note, coalesce(finished, 0) AS finished FROM run WHERE id = ?", [run.id])
      {
        [try $0.text("fingerprint"), try $0.text("title"), try $0.text("note"), "\(try $0.double("finished"))"]
      }
      let results = Digest(of: ["\(run.id)"] + stages).hex
      return RunStamp(
        results: results, text: Digest(of: [results] + findings + own.flatMap { $0 }).hex, findings: Digest(of: findings).hex)
    }
  }

  /// Changes whenever any process has written to the store. Reads no row.
  public var changeMark: String {
    ["leap.sqlite", "leap.sqlite-wal"].map { name in
      var info = stat()
      // A file that is not there has not changed either.
      guard stat("\(directory)/\(name)", &info) == 0 else { return "" }
      return "\(info.st_size) \(info.st_mtim.tv_sec) \(info.st_mtim.tv_nsec)"
    }.joined(separator: ",")
  }
}
