import Core

/// Conditions over one column, and the words they are made of.
extension FilterParser {
  mutating func condition() throws(FilterFault) -> Filter {
    switch current.kind {
    case .value, .word("true"), .word("false"): return try mirrored()
    default: break
    }
    // Columns of these names are still reached where no bracket follows.
    if next + 1 < tokens.count, tokens[next + 1].kind == .sign("(") {
      if take(.word("missing")) {
        try expect("(")
        let column = try name()
        try expect(")")
        return .missing(column)
      }
      if take(.word("selection")) {
        try expect("(")
        let chosen: String
        if case .value(.string(let text)) = current.kind {
          chosen = text
          next += 1
        } else {
          chosen = try name()
        }
        try expect(")")
        return .selection(chosen)
      }
    }
    let column = try name()
    if let comparison = takeComparison() { return .compare(column, comparison, try operand()) }
    if take(.word("between")) {
      let low = try value()
      guard take(.word("and"), .sign("&&")) else { throw unexpected("'and'") }
      return .between(column, low, try value())
    }
    if take(.word("in")) { return .member(column, try list()) }
    if current.kind == .word("not"), tokens[next + 1].kind == .word("in") {
      next += 2
      return .not(.member(column, try list()))
    }
    return .holds(column)
  }

  /// Reads a comparison that begins with its value: `1 <= loss` says `loss >= 1`.
  private mutating func mirrored() throws(FilterFault) -> Filter {
    let value = try value()
    guard let comparison = takeComparison() else { throw unexpected("a comparison such as '=='") }
    return .compare(try name(), comparison.mirrored, .value(value))
  }

  private mutating func takeComparison() -> Filter.Comparison? {
    guard case .sign(let sign) = current.kind, let comparison = Filter.Comparison(rawValue: sign) else { return nil }
    next += 1
    return comparison
  }

  private mutating func operand() throws(FilterFault) -> Filter.Operand {
    switch current.kind {
    case .word("true"), .word("false"), .value: .value(try value())
    default: .name(try name())
    }
  }

  private mutating func list() throws(FilterFault) -> [ColumnValue] {
    let close = current.kind == .sign("(") ? ")" : "]"
    guard take(.sign("["), .sign("(")) else { throw unexpected("'['") }
    var values = [try value()]
    while take(.sign(",")) { values.append(try value()) }
    try expect(close)
    return values
  }

  /// A number, text in quotes, true, false, or a word that stands for itself.
  private mutating func value() throws(FilterFault) -> ColumnValue {
    switch current.kind {
    case .value(let value):
      next += 1
      return value
    case .word("true"), .word("false"):
      next += 1
      return .bool(tokens[next - 1].kind == .word("true"))
    default: return .string(try name())
    }
  }

  private mutating func name() throws(FilterFault) -> String {
    switch current.kind {
    case .word(let word) where !Filter.keywords.contains(word) || word == "missing" || word == "selection":
      next += 1
      return word
    case .name(let name):
      next += 1
      return name
    default: throw unexpected("a column")
    }
  }
}
