import GRDB

/// How the tables came about. A migration is never edited once merged: append another, and its test.
///
/// Everything that a step left carries the text form of the step in its column `stage`, so that redoing it or reusing it knows what belongs to it.
enum Migrations {
  static let all: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs") { try $0.execute(sql: runs) }
    migrator.registerMigration("2 training") { try $0.execute(sql: training) }
    migrator.registerMigration("3 samples") { try $0.execute(sql: samples) }
    migrator.registerMigration("4 findings") { try $0.execute(sql: findings) }
    migrator.registerMigration("5 verdicts") { try $0.execute(sql: verdicts) }
    migrator.registerMigration("6 dashboard") { try $0.execute(sql: dashboard) }
    migrator.registerMigration("7 typed steps") { try TypedSteps.migrate($0) }
    return migrator
  }()

  private static let runs = """
    CREATE TABLE run(
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, project TEXT NOT NULL, fingerprint TEXT NOT NULL,
      options TEXT NOT NULL, created REAL NOT NULL, used REAL NOT NULL, finished REAL) STRICT;
    CREATE INDEX run_by_fingerprint ON run(fingerprint);
    CREATE TABLE stage(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
      state TEXT NOT NULL CHECK(state IN ('running', 'finished', 'failed')), seconds REAL NOT NULL, detail TEXT NOT NULL,
      adopted_from TEXT, PRIMARY KEY(run, name)) STRICT, WITHOUT ROWID;
    CREATE INDEX stage_by_fingerprint ON stage(name, fingerprint, run);
    CREATE TABLE fact(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
      value ANY, PRIMARY KEY(run, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE subset(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, position INTEGER NOT NULL,
      name TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL CHECK(count >= 0),
      PRIMARY KEY(run, position), UNIQUE(run, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE class_name(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, position INTEGER NOT NULL,
      name TEXT NOT NULL, PRIMARY KEY(run, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE input_port(
      run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, name TEXT NOT NULL,
      dtype TEXT NOT NULL, shape TEXT NOT NULL) STRICT;
    """

  private static let training = """
    CREATE TABLE batch(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, step INTEGER NOT NULL,
      epoch INTEGER NOT NULL, loss REAL, accuracy REAL, learning_rate REAL, seconds REAL,
      PRIMARY KEY(run, step)) STRICT, WITHOUT ROWID;
    CREATE TABLE epoch(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, epoch INTEGER NOT NULL,
      training_loss REAL, training_accuracy REAL, validation_loss REAL, validation_accuracy REAL, seconds REAL,
      PRIMARY KEY(run, epoch)) STRICT, WITHOUT ROWID;
    CREATE TABLE checkpoint(
      run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, file TEXT NOT NULL,
      epoch INTEGER NOT NULL, step INTEGER NOT NULL, extra TEXT NOT NULL) STRICT;
    """

  private static let samples = """
    CREATE TABLE value_column(
      id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL,
      position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL, summary TEXT NOT NULL,
      source TEXT NOT NULL, row_count INTEGER NOT NULL CHECK(row_count >= 0), UNIQUE(run, name)) STRICT;
    CREATE TABLE value_block(
      column_id INTEGER NOT NULL REFERENCES value_column(id) ON DELETE CASCADE, block INTEGER NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY(column_id, block)) STRICT;
    """

  private static let findings = """
    CREATE TABLE insight(
      id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL,
      source TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, severity REAL,
      state TEXT NOT NULL CHECK(state IN ('open', 'accepted', 'dismissed')), members BLOB NOT NULL,
      details TEXT NOT NULL) STRICT;
    CREATE INDEX insight_by_run ON insight(run);
    CREATE TABLE result(
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE, stage TEXT NOT NULL, component TEXT NOT NULL,
      text TEXT NOT NULL, PRIMARY KEY(run, component)) STRICT, WITHOUT ROWID;
    """

  private static let verdicts = """
    CREATE TABLE verdict(
      id INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, kind TEXT NOT NULL,
      state TEXT NOT NULL CHECK(state IN ('accepted', 'dismissed')), title TEXT NOT NULL, samples TEXT NOT NULL,
      decided REAL NOT NULL) STRICT;
    CREATE INDEX verdict_by_project ON verdict(project);
    ALTER TABLE insight ADD COLUMN scores BLOB;
    """

  private static let dashboard = """
    ALTER TABLE run ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
    CREATE TABLE chart(
      id INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, title TEXT NOT NULL,
      source TEXT NOT NULL CHECK(source IN ('samples', 'batches', 'epochs')), kind TEXT NOT NULL, query TEXT NOT NULL) STRICT;
    CREATE INDEX chart_by_project ON chart(project);
    CREATE TABLE chart_place(
      project TEXT NOT NULL, chart TEXT NOT NULL, position INTEGER, hidden INTEGER NOT NULL DEFAULT 0 CHECK(hidden IN (0, 1)),
      PRIMARY KEY(project, chart)) STRICT, WITHOUT ROWID;
    CREATE TABLE annotation(
      project TEXT NOT NULL, sample TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL, changed REAL NOT NULL,
      PRIMARY KEY(project, sample)) STRICT, WITHOUT ROWID;
    """
}
