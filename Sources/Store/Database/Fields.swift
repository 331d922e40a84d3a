import Core
import Foundation
import GRDB

/// One row of an answer. A value of the wrong type is an error, not a crash: the file may have been altered.
struct Fields {
  let row: Row
  let directory: String

  private func value<Value: DatabaseValueConvertible>(_ name: String, as _: Value.Type) throws -> Value? {
    guard let stored = row[name] as DatabaseValue? else { throw wrong(name) }
    if stored.isNull { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw wrong(name) }
    return value
  }

  private func wrong(_ name: String) -> LeapError {
    RunStore.damaged("wrong \(name)", doing: "reading the run store", directory: directory)
  }

  private func required<Value>(_ name: String, _ value: Value?) throws -> Value {
    guard let value else { throw wrong(name) }
    return value
  }

  func int64(_ name: String) throws -> Int64 { try required(name, value(name, as: Int64.self)) }
  func int(_ name: String) throws -> Int { try required(name, value(name, as: Int.self)) }
  func bool(_ name: String) throws -> Bool { try int(name) != 0 }
  func text(_ name: String) throws -> String { try required(name, value(name, as: String.self)) }
  func optionalText(_ name: String) throws -> String? { try value(name, as: String.self) }
  func optionalDouble(_ name: String) throws -> Double? { try value(name, as: Double.self) }
  /// SQLite stores NaN as NULL.
  func double(_ name: String) throws -> Double { try value(name, as: Double.self) ?? .nan }
  func bytes(_ name: String) throws -> [UInt8] { Array(try required(name, Data.fromDatabaseValue(row[name]))) }
  func optionalBytes(_ name: String) throws -> [UInt8]? { Data.fromDatabaseValue(row[name]).map(Array.init) }
  func step(_ name: String) throws -> StepID { try required(name, StepID(try text(name))) }
  /// A value that is stored as JSON.
  func json<Value: Decodable>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
    let bytes = Data(try text(name).utf8)
    do { return try JSONDecoder().decode(Value.self, from: bytes) } catch { throw wrong(name) }
  }
  func word<Value: RawRepresentable<String>>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
    try required(name, Value(rawValue: try text(name)))
  }
}

extension RunStore {
  /// All rows of a query, each turned into a value.
  func rows<Value>(
    _ db: Database, _ sql: String, _ arguments: StatementArguments = [], _ make: (Fields) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    while let row = try cursor.next() { values.append(try make(Fields(row: row, directory: directory))) }
    return values
  }
}
