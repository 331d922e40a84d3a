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

  /// Opens the store in `directory` for reading. Tables of an older leap-host are brought up to date first, where they may be; nothing
  /// else changes there.
  /// - Throws: also when nothing has run yet, and from every method that writes.
  public init(readingOnly directory: String) throws {
    self.directory = directory
    readOnly = true
    guard fileExists(Self.file(in: directory)) else {
      throw LeapError(
        .usage, doing: "opening the run store", problem: "there is no run yet", place: directory, remedy: "run: leap-host run")
    }
    let opened = try Self.opened(directory)
    if try Self.isUpToDate(opened, directory) {
      database = opened
      return
    }
    guard access(directory, W_OK) == 0 else {
      throw LeapError(
        .usage, doing: "opening the run store", problem: "it was made by an older leap-host, and cannot be written to",
        place: directory, remedy: "let someone who may write there run: leap-host run, which brings it up to date")
    }
    _ = try RunStore(directory: directory)
    // A connection of before would go on with the tables as they were.
    database = try Self.opened(directory)
  }

  /// A connection that cannot write.
  private static func opened(_ directory: String) throws -> any DatabaseWriter {
    let (path, configuration) = (file(in: directory), configuration(readOnly: true))
    // In a directory that cannot be written, and that nobody writes, SQLite needs no side files if it is told so.
    let isFrozen = access(directory, W_OK) != 0 && !fileExists(path + "-wal")
    return try translating("opening the run store", directory) {
      if isFrozen { return try DatabaseQueue(path: uri(path) + "?immutable=1", configuration: configuration) }
      return try DatabasePool(path: path, configuration: configuration)
    }
  }

  /// - Throws: where a newer leap-host has made the tables.
  private static func isUpToDate(_ database: any DatabaseWriter, _ directory: String) throws -> Bool {
    try translating("opening the run store", directory) {
      try database.read { db in
        if try Migrations.all.hasBeenSuperseded(db) { throw madeByNewer(directory) }
        return try Migrations.all.hasCompletedMigrations(db)
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
