import Core

extension Filter {
  /// Names of the selections that it asks for.
  public var selections: Set<String> {
    switch self {
    case .selection(let name): [name]
    case .not(let part): part.selections
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.selections) }
    case .holds, .compare, .between, .member, .missing: []
    }
  }

  /// The filter with its words settled as columns or texts, and all of it fit for the columns of `table`.
  /// - Throws: `LeapError` that names the column, and the nearest one where it does not exist.
  public func resolved(in table: ColumnTable) throws -> Filter {
    do throws(FilterFault) {
      return try resolving(in: table)
    } catch {
      throw error.error(in: description)
    }
  }

  func resolving(in table: ColumnTable) throws(FilterFault) -> Filter {
    switch self {
    case .holds(let column):
      guard try table.needed(column) == .bool else {
        throw FilterFault(
          of: column, "column '\(column)' is no yes or no", remedy: "compare it with a value, such as \(Self.word(column)) == 1")
      }
      return self
    case .compare(let column, let comparison, let operand):
      let kind = try table.needed(column)
      let settled = try operand.settled(beside: column, kind, in: table)
      if kind == .bool, comparison != .equal, comparison != .notEqual {
        throw FilterFault(of: column, "column '\(column)' is yes or no and has no order", remedy: "use == or !=")
      }
      return .compare(column, comparison, settled)
    case .between(let column, let low, let high):
      let kind = try table.needed(column)
      guard kind != .bool else {
        throw FilterFault(of: column, "column '\(column)' is yes or no and has no order", remedy: "use == or !=")
      }
      for value in [low, high] { try table.check(value, beside: column, kind) }
      return self
    case .member(let column, let values):
      let kind = try table.needed(column)
      for value in values { try table.check(value, beside: column, kind) }
      return self
    case .missing(let column):
      _ = try table.needed(column)
      return self
    case .selection(let name):
      guard table.selections[name] != nil else {
        let names = table.selections.keys.sorted()
        let remedy = names.isEmpty ? "there is no selection yet" : "selections are \(names.joined(separator: ", "))"
        throw FilterFault(of: name, "there is no selection '\(name)'", remedy: remedy)
      }
      return self
    case .not(let part): return .not(try part.resolving(in: table))
    case .all(let parts):
      var settled: [Filter] = []
      for part in parts { settled.append(try part.resolving(in: table)) }
      return .all(settled)
    case .any(let parts):
      var settled: [Filter] = []
      for part in parts { settled.append(try part.resolving(in: table)) }
      return .any(settled)
    }
  }
}

extension Filter.Operand {
  fileprivate func settled(
    beside column: String, _ kind: ColumnValues.Kind, in table: ColumnTable
  ) throws(FilterFault) -> Filter.Operand {
    switch self {
    case .value(let value):
      try table.check(value, beside: column, kind)
      return self
    case .name(let name):
      if let other = table.kind(of: name), other.isComparable(with: kind) { return self }
      if kind == .string { return .value(.string(name)) }
      let other = try table.needed(name)
      throw FilterFault(
        of: name, "column '\(name)' is \(other.plainName) and cannot be compared with '\(column)', which is \(kind.plainName)",
        remedy: "compare columns of one kind")
    }
  }
}

extension ColumnTable {
  fileprivate func needed(_ column: String) throws(FilterFault) -> ColumnValues.Kind {
    guard let kind = kind(of: column) else {
      throw FilterFault(of: column, "there is no column '\(column)'", remedy: remedy(for: column))
    }
    return kind
  }

  fileprivate func check(_ value: ColumnValue, beside column: String, _ kind: ColumnValues.Kind) throws(FilterFault) {
    let own: ColumnValues.Kind =
      switch value {
      case .float64: .float64
      case .int64: .int64
      case .bool: .bool
      case .string: .string
      }
    guard own.isComparable(with: kind) else {
      throw FilterFault(
        of: column, "column '\(column)' is \(kind.plainName), and \(Filter.literal(value)) is \(own.plainName)",
        remedy: "compare it with \(kind.example)")
    }
  }
}

extension ColumnValues.Kind {
  fileprivate func isComparable(with other: Self) -> Bool { self == other || (isNumber && other.isNumber) }
  var isNumber: Bool { self == .float64 || self == .int64 }

  var plainName: String {
    switch self {
    case .float64: "a number"
    case .int64: "a whole number"
    case .bool: "yes or no"
    case .string: "text"
    }
  }

  fileprivate var example: String {
    switch self {
    case .float64: "a number such as 0.5"
    case .int64: "a number such as 4"
    case .bool: "true or false"
    case .string: "a text in quotes"
    }
  }
}
