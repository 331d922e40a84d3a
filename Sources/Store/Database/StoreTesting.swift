import GRDB

/// What tests alone need to see and to break.
extension RunStore {
  /// The names of all migrations, in order.
  package static var migrations: [String] { Migrations.all.migrations }

  /// The statements that make up the tables, by name.
  package func schema() throws -> [String] {
    try read("reading the schema") { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'grdb_%' ORDER BY name")
    }
  }

  /// Lets the database grow by no more than `pages`, so that it behaves as on a full disk.
  package func fillDisk(after pages: Int) throws {
    try write("limiting the size") { db in
      let used = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(used + pages)")
    }
  }

  /// Runs any statement, e.g. to damage a store.
  package func execute(_ sql: String) throws { try write("testing") { try $0.execute(sql: sql) } }
}
