import Core

/// The distinct values of a column, and which of them each row has.
struct Levels {
  /// The distinct values in ascending order: numbers by size, false before true, text by Unicode scalars.
  var values: [ColumnValue]
  /// An index into `values` a row; -1 where the value is missing, NaN or infinite, or the row is not asked for.
  var codes: [Int32]

  /// O(rows), and O(values log values) for the order.
  init(of column: ColumnValues, in mask: RowMask) {
    switch column {
    case .bool(let rows):
      self.init(rows, mask, ColumnValue.bool, isValue: { _ in true }) { !$0 && $1 }
    case .int64(let rows):
      self.init(rows, mask, ColumnValue.int64, isValue: { _ in true }, by: <)
    case .float64(let rows):
      self.init(rows, mask, ColumnValue.float64, isValue: { $0.isFinite }, by: <)
    case .string(let rows):
      self.init(rows, mask, ColumnValue.string, isValue: { _ in true }) {
        $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
      }
    }
  }

  private init<Value: Hashable>(
    _ rows: [Value?], _ mask: RowMask, _ make: (Value) -> ColumnValue, isValue: (Value) -> Bool, by less: (Value, Value) -> Bool
  ) {
    var found: [Value] = []
    var numbers: [Value: Int32] = [:]
    // Neighbors are often equal (subsets, say), which spares the hash.
    var last: (value: Value, code: Int32)?
    codes = [Int32](repeating: -1, count: rows.count)
    for row in rows.indices where mask.flags[row] {
      guard let value = rows[row], isValue(value) else { continue }
      if let last, last.value == value {
        codes[row] = last.code
        continue
      }
      let code = numbers[value] ?? Int32(found.count)
      if Int(code) == found.count {
        numbers[value] = code
        found.append(value)
      }
      codes[row] = code
      last = (value, code)
    }
    let order = found.indices.sorted { less(found[$0], found[$1]) }
    var place = [Int32](repeating: 0, count: found.count)
    for (new, old) in order.enumerated() { place[old] = Int32(new) }
    for row in codes.indices where codes[row] >= 0 { codes[row] = place[Int(codes[row])] }
    values = order.map { make(found[$0]) }
  }
}

extension Levels {
  /// The distinct values of several columns of one kind, in ascending order.
  static func merged(_ levels: [Levels]) -> [ColumnValue] {
    var seen: Set<ColumnValue> = []
    return levels.flatMap(\.values).filter { seen.insert($0).inserted }.sorted { $0.precedes($1) }
  }
}

extension ColumnValue {
  /// The order of levels; of different kinds, numbers come first and texts last.
  fileprivate func precedes(_ other: ColumnValue) -> Bool {
    switch (self, other) {
    case (.int64(let a), .int64(let b)): a < b
    case (.float64(let a), .float64(let b)): a < b
    case (.int64(let a), .float64(let b)): Double(a) < b
    case (.float64(let a), .int64(let b)): a < Double(b)
    case (.string(let a), .string(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    case (.bool(let a), .bool(let b)): !a && b
    case (.string, _): false
    case (_, .string): true
    case (.bool, _): false
    case (_, .bool): true
    }
  }
}
