import Core
import GRDB
import Glibc

extension RunStore {
  /// Runs `body` and turns SQLite's errors into a `LeapError` that says what to do.
  static func translating<Value>(_ doing: String, _ directory: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw failure(error, doing: doing, directory: directory) }
  }

  private static func failure(_ error: DatabaseError, doing: String, directory: String) -> LeapError {
    let file = directory + "/leap.sqlite"
    switch error.resultCode {
    case .SQLITE_FULL: return systemFailure(ENOSPC, doing: doing, path: file)
    case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      return systemFailure(EACCES, doing: doing, path: file)
    case .SQLITE_IOERR:
      return LeapError(
        .system, doing: doing, problem: "the disk is full, over a limit, or failing", place: file,
        remedy: "check its free space (df -h) and run the command again; everything finished so far is kept")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return LeapError(
        .system, doing: doing, problem: "another leap-host keeps the run store busy", place: file,
        remedy: "wait for it or stop it, then run the command again")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return damaged(error.message ?? "it is no database", doing: doing, directory: directory)
    default:
      return LeapError(.system, doing: doing, problem: error.message ?? "\(error.resultCode)", place: file)
    }
  }

  /// The store holds something that we never write.
  static func damaged(_ problem: String, doing: String, directory: String) -> LeapError {
    LeapError(
      .data, doing: doing, problem: "the run store is damaged (\(problem))", place: directory + "/leap.sqlite",
      remedy: "move \(directory) away and run again")
  }
}
