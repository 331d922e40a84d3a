import Core

extension Filter {
  /// The rows of `table` for which the filter is true. O(rows) a condition.
  /// - Throws: `LeapError` when the filter does not fit the columns, or a column cannot be read.
  public func mask(over table: ColumnTable) throws -> RowMask {
    RowMask(try resolved(in: table).flags(of: table, isNot: false))
  }

  /// The rows for which the filter is true, or, with `isNot`, false. Under Kleene's logic these are not each other's complements:
  /// `!(a && b)` is true where a is false or b is false.
  private func flags(of table: ColumnTable, isNot: Bool) throws -> [Bool] {
    switch self {
    case .holds(let column):
      guard case .bool(let values) = try table.values(of: column) else { return [] }
      return values.map { $0 == !isNot }
    case .compare(let column, let comparison, .name(let other)):
      return try table.values(of: column).compared(comparison, with: try table.values(of: other), isNot: isNot)
    case .compare(let column, let comparison, .value(let value)):
      return try table.values(of: column).compared(comparison, with: value, isNot: isNot)
    case .between(let column, let low, let high):
      let values = try table.values(of: column)
      var flags = values.compared(.greaterOrEqual, with: low, isNot: isNot)
      join(values.compared(.lessOrEqual, with: high, isNot: isNot), into: &flags, byAnd: !isNot)
      return flags
    case .member(let column, let values): return try table.values(of: column).among(values, isNot: isNot)
    case .missing(let column): return try table.values(of: column).missing.map { $0 != isNot }
    case .selection(let name): return (table.selections[name]?.flags ?? []).map { $0 != isNot }
    case .not(let part): return try part.flags(of: table, isNot: !isNot)
    case .all(let parts): return try joined(parts, of: table, isNot: isNot, byAnd: !isNot)
    case .any(let parts): return try joined(parts, of: table, isNot: isNot, byAnd: isNot)
    }
  }

  /// Part after part, so that memory does not grow with their number.
  private func joined(_ parts: [Filter], of table: ColumnTable, isNot: Bool, byAnd: Bool) throws -> [Bool] {
    var flags = try parts[0].flags(of: table, isNot: isNot)
    for part in parts.dropFirst() { join(try part.flags(of: table, isNot: isNot), into: &flags, byAnd: byAnd) }
    return flags
  }

  private func join(_ part: [Bool], into flags: inout [Bool], byAnd: Bool) {
    for row in flags.indices { flags[row] = byAnd ? flags[row] && part[row] : flags[row] || part[row] }
  }
}

extension ColumnValues {
  fileprivate var missing: [Bool] {
    switch self {
    case .float64(let values): values.map { $0 == nil }
    case .int64(let values): values.map { $0 == nil }
    case .bool(let values): values.map { $0 == nil }
    case .string(let values): values.map { $0 == nil }
    }
  }

  /// Whether a row's value is one of `values`, or, with `isNot`, none of them. O(rows + values).
  fileprivate func among(_ values: [ColumnValue], isNot: Bool) -> [Bool] {
    func each<Value>(_ rows: [Value?], _ isOne: (Value) -> Bool) -> [Bool] {
      rows.map { row in row.map { isOne($0) != isNot } ?? false }
    }
    let whole = Set(values.compactMap { if case .int64(let value) = $0 { value } else { nil } })
    let fractions = Set(values.compactMap { if case .float64(let value) = $0 { value } else { nil } })
    switch self {
    case .int64(let rows): return each(rows) { whole.contains($0) || !fractions.isEmpty && fractions.contains(Double($0)) }
    case .float64(let rows):
      let all = fractions.union(whole.map(Double.init))
      return each(rows) { all.contains($0) }
    case .bool(let rows):
      let flags = Set(values.compactMap { if case .bool(let value) = $0 { value } else { nil } })
      return each(rows) { flags.contains($0) }
    case .string(let rows):
      let texts = Set(values.compactMap { if case .string(let value) = $0 { value } else { nil } })
      return each(rows) { texts.contains($0) }
    }
  }

  /// Whole numbers are compared as such with each other, and as float64 with fractions. Kinds that do not fit were refused before.
  fileprivate func compared(_ comparison: Filter.Comparison, with value: ColumnValue, isNot: Bool) -> [Bool] {
    switch (self, value) {
    case (.int64(let rows), .int64(let value)): each(rows, comparison, isNot) { _ in value }
    case (.int64(let rows), .float64(let value)): each(rows.map { $0.map(Double.init) }, comparison, isNot) { _ in value }
    case (.float64(let rows), .float64(let value)): each(rows, comparison, isNot) { _ in value }
    case (.float64(let rows), .int64(let value)): each(rows, comparison, isNot) { _ in Double(value) }
    case (.bool(let rows), .bool(let value)): each(rows.map { $0.map { $0 ? 1 : 0 } }, comparison, isNot) { _ in value ? 1 : 0 }
    case (.string(let rows), .string(let value)): each(rows, comparison, isNot) { _ in value }
    default: [Bool](repeating: false, count: count)
    }
  }

  fileprivate func compared(_ comparison: Filter.Comparison, with other: ColumnValues, isNot: Bool) -> [Bool] {
    switch (self, other) {
    case (.int64(let rows), .int64(let others)): each(rows, comparison, isNot) { others[$0] }
    case (.int64(let rows), .float64(let others)): each(rows.map { $0.map(Double.init) }, comparison, isNot) { others[$0] }
    case (.float64(let rows), .float64(let others)): each(rows, comparison, isNot) { others[$0] }
    case (.float64(let rows), .int64(let others)): each(rows, comparison, isNot) { others[$0].map(Double.init) }
    case (.bool(let rows), .bool(let others)):
      each(rows.map { $0.map { $0 ? 1 : 0 } }, comparison, isNot) { others[$0].map { $0 ? 1 : 0 } }
    case (.string(let rows), .string(let others)): each(rows, comparison, isNot) { others[$0] }
    default: [Bool](repeating: false, count: count)
    }
  }
}

/// One loop a comparison, so that none chooses within it. Never true where a value is missing.
private func each<Value: Comparable>(
  _ rows: [Value?], _ comparison: Filter.Comparison, _ isNot: Bool, _ other: (Int) -> Value?
) -> [Bool] {
  func loop(_ isTrue: (Value, Value) -> Bool) -> [Bool] {
    rows.indices.map { row in
      guard let left = rows[row], let right = other(row) else { return false }
      return isTrue(left, right) != isNot
    }
  }
  return switch comparison {
  case .equal: loop(==)
  case .notEqual: loop(!=)
  case .less: loop(<)
  case .lessOrEqual: loop(<=)
  case .greater: loop(>)
  case .greaterOrEqual: loop(>=)
  }
}
