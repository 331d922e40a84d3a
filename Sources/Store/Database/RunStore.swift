import Core
import GRDB
import Glibc

/// What runs left on disk: `leap.sqlite` and one directory a run, under one `.leap` directory.
///
/// Every method is synchronous, may be called from any thread, and throws `LeapError`. What a method writes is there completely
/// or not at all, whenever the process dies. Processes that share a directory wait for each other, up to 30 seconds.
public final class RunStore: Sendable {
  /// The path of the `.leap` directory.
  public let directory: String
  let database: any DatabaseWriter
  let readOnly: Bool
  /// Whether every method that writes throws.
  public var isReadOnly: Bool { readOnly }

  /// Opens the store in `directory`, and creates both when they are missing.
  public convenience init(directory: String) throws { try self.init(directory: directory, upTo: nil) }

  /// - Parameter migration: the last one to apply, for tests that make the store of an older leap-host.
  package init(directory: String, upTo migration: String?) throws {
    let doing = "opening the run store"
    self.directory = directory
    readOnly = false
    try makeFolder(directory + "/runs", doing: doing)
    // Only one process at a time switches to WAL and brings the tables up to date.
    let lock = try FileLock(path: directory + "/store.lock", doing: doing, busy: nil)
    let pool = try Self.translating(doing, directory) {
      try DatabasePool(path: Self.file(in: directory), configuration: Self.configuration(readOnly: false))
    }
    database = pool
    try Self.translating(doing, directory) {
      // By the connection that migrates: one that had looked before would go on with the tables as they were.
      let isNewer = try pool.writeWithoutTransaction { try Migrations.all.hasBeenSuperseded($0) }
      if isNewer { throw Self.madeByNewer(directory) }
      if let migration { try Migrations.all.migrate(pool, upTo: migration) } else { try Migrations.all.migrate(pool) }
    }
    withExtendedLifetime(lock) {}
  }

  /// Opens the store in `directory` for reading, and changes nothing there.
  /// - Throws: also when nothing has run yet, and from every method that writes.
  public init(readingOnly directory: String) throws {
    let doing = "opening the run store"
    self.directory = directory
    readOnly = true
    let path = Self.file(in: directory)
    guard fileExists(path) else {
      throw LeapError(.usage, doing: doing, problem: "there is no run yet", place: directory, remedy: "run: leap-host run")
    }
    let configuration = Self.configuration(readOnly: true)
    // In a directory that cannot be written, and that nobody writes, SQLite needs no side files if it is told so.
    let isFrozen = access(directory, W_OK) != 0 && !fileExists(path + "-wal")
    let opened: any DatabaseWriter = try Self.translating(doing, directory) {
      if isFrozen { return try DatabaseQueue(path: Self.uri(path) + "?immutable=1", configuration: configuration) }
      return try DatabasePool(path: path, configuration: configuration)
    }
    database = opened
    try Self.translating(doing, directory) {
      try opened.read { db in
        if try Migrations.all.hasBeenSuperseded(db) { throw Self.madeByNewer(directory) }
        guard try Migrations.all.hasCompletedMigrations(db) else {
          throw LeapError(
            .usage, doing: doing, problem: "it was made by an older leap-host", place: directory,
            remedy: "run: leap-host run, which brings it up to date")
        }
      }
    }
  }

  /// Where the files of a run are, e.g. `.leap/runs/run-0001`.
  func directory(ofRun name: String) -> String { "\(directory)/runs/\(name)" }

  /// One consistent view of the store, whatever others write meanwhile.
  func read<Value>(_ doing: String, _ body: (Database) throws -> Value) throws -> Value {
    try Self.translating(doing, directory) { try database.read(body) }
  }

  /// Does `body` in one transaction; all of it is kept, or nothing where it throws.
  func write<Value>(_ doing: String, _ body: (Database) throws -> Value) throws -> Value {
    if readOnly { throw LeapError(.usage, doing: doing, problem: "the run store is open for reading only", place: directory) }
    return try Self.translating(doing, directory) { try database.write(body) }
  }

  private static func file(in directory: String) -> String { directory + "/leap.sqlite" }

  private static func uri(_ path: String) -> String {
    "file:" + path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }

  private static func configuration(readOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(30)
    return configuration
  }

  private static func madeByNewer(_ directory: String) -> LeapError {
    LeapError(
      .usage, doing: "opening the run store", problem: "it was made by a newer leap-host", place: directory,
      remedy: "update Leap, or move that directory away and run again")
  }
}
