import Core
import GRDB

extension RunStore {
  /// What a person calls a run and writes about it; nil leaves either as it is.
  /// - Returns: the run as it is now.
  public func describe(_ run: Run, title: String? = nil, note: String? = nil) throws -> Run {
    let doing = "describing \(run.name)"
    try write(doing) { db in
      try db.execute(
        sql: "UPDATE run SET title = coalesce(?, title), note = coalesce(?, note) WHERE id = ?", arguments: [title, note, run.id])
    }
    guard let changed = try self.run(named: run.name) else {
      throw LeapError(.usage, doing: doing, problem: "it is gone", place: run.directory, remedy: "choose another run")
    }
    return changed
  }
}
