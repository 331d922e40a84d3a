import Core
import Store
import Testing

@Suite struct MigrationTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// A store left by any older leap-host opens, keeps its runs, and ends with the tables of a new one.
  @Test(arguments: RunStore.migrations)
  func olderStoresAreBroughtUpToDate(_ migration: String) throws {
    do {
      let old = try RunStore(directory: scratch.leap, upTo: migration)
      // As an older leap-host wrote it; this one reads columns that are not there yet.
      try old.execute(
        "INSERT INTO run(name, project, fingerprint, options, created, used) VALUES('run-0001', 'mnist', 'old', '{}', 1, 1)")
    }
    // A reader brings it up to date, too.
    for store in [try RunStore(readingOnly: scratch.leap), try scratch.store()] {
      #expect(try store.run(fingerprint: "old")?.name == "run-0001")
    }
    let store = try scratch.store()
    #expect(try store.schema() == RunStore(directory: scratch.path + "/new").schema())
  }

  @Test func newerStoresAreRefused() throws {
    do { try scratch.store().execute("INSERT INTO grdb_migrations VALUES('99 future')") }
    for open in [{ try RunStore(directory: $0) }, { try RunStore(readingOnly: $0) }] as [(String) throws -> RunStore] {
      let error = #expect(throws: LeapError.self) { try open(scratch.leap) }
      #expect(error?.problem.contains("newer leap-host") == true)
    }
  }

  /// A merged migration is never edited: when this fails, restore the old one and append another, with its digest here.
  @Test func migrationsNeverChange() throws {
    for (migration, digest) in zip(RunStore.migrations, pinned) {
      let schema = try RunStore(directory: "\(scratch.path)/\(migration)", upTo: migration).schema()
      #expect(Digest(of: schema).hex.prefix(16) == digest, "\(migration)")
    }
    #expect(RunStore.migrations.count == pinned.count)
  }

  private let pinned = [
    "ffe611d95c6d8db5", "8a110c559dc67506", "2e01029c07c50146", "c150474f17deba63", "25ff7ec3d06b2ca9", "c960a0a77009c9ab",
    "9f134bddc3d7d52a",
  ]
}
