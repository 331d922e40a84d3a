import Core
import GRDB

extension RunStore {
  /// Sets one fact about a run, e.g. `validation_accuracy`, that `step` found out.
  public func setFact(_ name: String, to value: ColumnValue, step: StepID, of run: Run) throws {
    let stored: DatabaseValue =
      switch value {
      case .float64(let value): value.databaseValue
      case .int64(let value): value.databaseValue
      case .bool(let value): value.databaseValue
      case .string(let value): value.databaseValue
      }
    try write("recording \(name)") { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO fact(run, stage, name, kind, value) VALUES(?, ?, ?, ?, ?)",
        arguments: [run.id, step.description, name, value.kind.rawValue, stored])
    }
  }

  public func setFact(_ name: String, to value: Double, step: StepID, of run: Run) throws {
    try setFact(name, to: .float64(value), step: step, of: run)
  }

  /// All facts by name.
  public func facts(of run: Run) throws -> [String: ColumnValue] {
    let pairs = try read("reading the facts of \(run.name)") { db in
      try rows(db, "SELECT name, kind, value FROM fact WHERE run = ?", [run.id]) { row in
        let value: ColumnValue =
          switch try row.word("kind", as: ColumnValues.Kind.self) {
          case .float64: .float64(try row.double("value"))
          case .int64: .int64(try row.int64("value"))
          case .bool: .bool(try row.bool("value"))
          case .string: .string(try row.text("value"))
          }
        return (try row.text("name"), value)
      }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// One fact that is a number.
  public func number(_ name: String, of run: Run) throws -> Double? {
    switch try facts(of: run)[name] {
    case .float64(let value): value
    case .int64(let value): Double(value)
    default: nil
    }
  }
}

extension ColumnValue {
  var kind: ColumnValues.Kind {
    switch self {
    case .float64: .float64
    case .int64: .int64
    case .bool: .bool
    case .string: .string
    }
  }
}
