import Core
import Foundation
import GRDB

extension RunStore {
  /// Removes a run with all that it left. Results that later runs took over stay theirs: their files have names of their own.
  /// - Throws: when a process works on the run.
  public func delete(_ run: Run) throws {
    let doing = "deleting \(run.name)"
    let lock = try lock(run)
    // First the rows: a run that is listed has a directory.
    try write(doing) { try $0.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.id]) }
    do { try FileManager.default.removeItem(atPath: run.directory) } catch {
      throw LeapError(
        .system, doing: doing, problem: "its folder cannot be removed (\(error.localizedDescription))", place: run.directory,
        remedy: "remove it by hand")
    }
    withExtendedLifetime(lock) {}
  }

  /// Whether a process works on the run right now.
  public func isUnderWay(_ run: Run) -> Bool {
    let path = run.path("run.lock")
    guard fileExists(path) else { return false }
    return FileLock.isHeld(path)
  }
}
