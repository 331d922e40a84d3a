import Core

/// The distinct values of a column, and which of them each row has.
struct Levels {
  /// In ascending order: numbers by size, false before true, text by Unicode scalars.
  var values: [ColumnValue]
  /// An index into `values` a row; -1 where the value is missing, NaN, or the row is not asked for.
  var codes: [Int32]

  /// O(rows), and O(values log values) for the order.
  init(of column: ColumnValues, in mask: RowMask) {
    switch column {
    case .bool(let rows):
      self.init(rows, mask, ColumnValue.bool, isValue: { _ in true }) { !$0 && $1 }
    case .int64(let rows):
      self.init(rows, mask, ColumnValue.int64, isValue: { _ in true }, by: <)
    case .float64(let rows):
      self.init(rows, mask, ColumnValue.float64, isValue: { !$0.isNaN }, by: <)
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
