import Core
// GRDB has one, too.
import struct Core.ColumnInfo
import Foundation
import GRDB

extension RunStore {
  /// Adds whole columns, in row order, or replaces those of the same name. One transaction.
  ///
  /// O(values); 20 columns of 70,000 rows take a fraction of a second.
  /// - Precondition: the kind of each info is that of its values.
  public func write(_ columns: [(info: ColumnInfo, values: ColumnValues)], step: StepID, of run: Run) throws {
    try write("writing columns of step '\(step)'") { db in
      for (info, values) in columns {
        precondition(info.kind == values.kind, "column \(info.name) of \(info.kind) with \(values.kind)")
        let position = try self.position(db, of: info.name, run)
        try db.execute(sql: "DELETE FROM value_column WHERE run = ? AND name = ?", arguments: [run.id, info.name])
        try db.execute(
          sql: """
            INSERT INTO value_column(run, stage, position, name, kind, direction, summary, source, row_count)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.id, step.description, position, info.name, info.kind.rawValue, info.direction.rawValue, info.summary, info.source,
            values.count,
          ])
        try writeBlocks(db, column: db.lastInsertedRowID, info.name, values)
      }
    }
  }

  private func writeBlocks(_ db: Database, column: Int64, _ name: String, _ values: ColumnValues) throws {
    let statement = try db.cachedStatement(sql: "INSERT INTO value_block(column_id, block, bytes) VALUES(?, ?, ?)")
    for (block, start) in stride(from: 0, to: values.count, by: ColumnBlock.rows).enumerated() {
      guard let bytes = ColumnBlock.encode(values, start..<min(start + ColumnBlock.rows, values.count)) else {
        throw LeapError(
          .data, doing: "writing column '\(name)'", problem: "its texts are too long",
          remedy: "keep the texts of 1,024 rows under 4 GB")
      }
      try statement.execute(arguments: [column, block, Data(bytes)])
    }
  }

  /// A column that is replaced keeps its place.
  private func position(_ db: Database, of name: String, _ run: Run) throws -> Int {
    if let former = try Int.fetchOne(
      db, sql: "SELECT position FROM value_column WHERE run = ? AND name = ?", arguments: [run.id, name])
    {
      return former
    }
    return try Int.fetchOne(
      db, sql: "SELECT coalesce(max(position), -1) + 1 FROM value_column WHERE run = ?", arguments: [run.id]) ?? 0
  }

  /// All columns, in the order in which they were first written.
  /// - Parameter step: Which steps' columns to give.
  public func columns(of run: Run, where step: (StepID) -> Bool = { _ in true }) throws -> [ColumnInfo] {
    try read("reading the columns of \(run.name)") { db in try storedColumns(db, run).filter { step($0.step) }.map(\.info) }
  }

  /// A whole column; nil when the run has none of that name. O(rows).
  public func column(_ name: String, of run: Run) throws -> (info: ColumnInfo, values: ColumnValues)? {
    try read("reading column '\(name)'") { db in
      guard let column = try storedColumns(db, run).first(where: { $0.info.name == name }) else { return nil }
      let blocks = try rows(db, "SELECT bytes FROM value_block WHERE column_id = ? ORDER BY block", [column.id]) {
        try $0.bytes("bytes")
      }
      guard blocks.count == column.blockCount else { throw damaged(column) }
      let stored = try blocks.enumerated().map { try block($1, $0, of: column) }
      func all<Value>(_ value: (StoredBlock, Int) -> Value?) -> [Value?] {
        var values: [Value?] = []
        values.reserveCapacity(column.rowCount)
        for block in stored { for row in 0..<block.count { values.append(value(block, row)) } }
        return values
      }
      let values: ColumnValues =
        switch column.info.kind {
        case .float64: .float64(all { $0.float64($1) })
        case .int64: .int64(all { $0.int64($1) })
        case .bool: .bool(all { $0.bool($1) })
        case .string: .string(all { $0.string($1) })
        }
      return (column.info, values)
    }
  }

  /// What all columns say of one row, in the order of `columns`. Reads one block a column, whatever the number of rows.
  /// - Returns: without the columns that have no such row.
  public func columnValues(row: Int, of run: Run) throws -> [(info: ColumnInfo, value: ColumnValue?)] {
    try read("reading row \(row) of \(run.name)") { db in
      try storedColumns(db, run).filter { (0..<$0.rowCount).contains(row) }.map { column in
        (column.info, try storedBlock(db, row / ColumnBlock.rows, of: column)[row % ColumnBlock.rows])
      }
    }
  }

  /// Some rows of a column, in that order; nil when the run has no column of that name. Reads only the blocks they are in.
  /// - Precondition: the column has the rows.
  public func column(_ name: String, rows wanted: [Int], of run: Run) throws -> [ColumnValue?]? {
    try read("reading column '\(name)'") { db in
      guard let column = try storedColumns(db, run).first(where: { $0.info.name == name }) else { return nil }
      precondition(wanted.allSatisfy((0..<column.rowCount).contains), "rows of \(column.rowCount)")
      var blocks: [Int: StoredBlock] = [:]
      return try wanted.map { row in
        let number = row / ColumnBlock.rows
        if blocks[number] == nil { blocks[number] = try storedBlock(db, number, of: column) }
        return blocks[number]?[row % ColumnBlock.rows]
      }
    }
  }

  private func storedColumns(_ db: Database, _ run: Run) throws -> [StoredColumn] {
    try rows(db, "SELECT * FROM value_column WHERE run = ? ORDER BY position", [run.id]) { row in
      StoredColumn(
        id: try row.int64("id"), step: try row.step("stage"), rowCount: try row.int("row_count"),
        info: ColumnInfo(
          name: try row.text("name"), kind: try row.word("kind"), direction: try row.word("direction"),
          summary: try row.text("summary"), source: try row.text("source")))
    }
  }

  private func storedBlock(_ db: Database, _ number: Int, of column: StoredColumn) throws -> StoredBlock {
    let found = try rows(db, "SELECT bytes FROM value_block WHERE column_id = ? AND block = ?", [column.id, number]) {
      try $0.bytes("bytes")
    }
    guard let bytes = found.first else { throw damaged(column) }
    return try block(bytes, number, of: column)
  }

  private func block(_ bytes: [UInt8], _ number: Int, of column: StoredColumn) throws -> StoredBlock {
    let count = min(ColumnBlock.rows, column.rowCount - number * ColumnBlock.rows)
    guard count > 0, let block = StoredBlock(bytes, kind: column.info.kind, count: count) else { throw damaged(column) }
    return block
  }

  private func damaged(_ column: StoredColumn) -> LeapError {
    Self.damaged("column '\(column.info.name)'", doing: "reading columns", directory: directory)
  }
}

private struct StoredColumn {
  let id: Int64
  let step: StepID
  let rowCount: Int
  let info: ColumnInfo
  var blockCount: Int { (rowCount + ColumnBlock.rows - 1) / ColumnBlock.rows }
}
