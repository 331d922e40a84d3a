import Core

extension Filter {
  /// Reads a filter; whether its columns exist is not asked yet.
  /// - Throws: `LeapError` with the character where the text stops making sense.
  public init(parsing text: String) throws {
    do throws(FilterFault) {
      self = try FilterParser.parse(text)
    } catch {
      throw error.error(in: text)
    }
  }

  /// Reads a filter over the columns of `table`.
  /// - Throws: `LeapError` with the character where the text stops making sense or names no column of the right kind.
  public init(parsing text: String, for table: ColumnTable) throws {
    do throws(FilterFault) {
      self = try FilterParser.parse(text).resolving(in: table)
    } catch {
      throw error.error(in: text)
    }
  }
}

/// Recursive descent:
///
///     any       = all { ("||" | "or") all }
///     all       = not { ("&&" | "and") not }
///     not       = ("!" | "not") not | "(" any ")" | condition
///     condition = "missing" "(" name ")" | "selection" "(" (name | text) ")"
///               | name | value comparison name | name comparison (value | name)
///               | name "between" value "and" value | name ["not"] "in" "[" value { "," value } "]"
private struct FilterParser {
  private let tokens: [FilterToken]
  private var next = 0
  private var depth = 0

  static func parse(_ text: String) throws(FilterFault) -> Filter {
    var parser = FilterParser(tokens: try FilterLexer.tokens(of: text))
    let filter = try parser.any()
    guard parser.current.kind == .end else { throw parser.unexpected("'&&', '||' or the end") }
    return filter
  }

  private init(tokens: [FilterToken]) { self.tokens = tokens }

  /// The last token is `end`, which nothing steps over.
  private var current: FilterToken { tokens[next] }

  private mutating func take(_ kinds: FilterToken.Kind...) -> Bool {
    guard kinds.contains(current.kind) else { return false }
    next += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(FilterFault) {
    guard take(.sign(sign)) else { throw unexpected("'\(sign)'") }
  }

  private func unexpected(_ wanted: String) -> FilterFault {
    let found =
      switch current.kind {
      case .word(let word), .name(let word): "'\(word)'"
      case .value(let value): Filter.literal(value)
      case .sign(let sign): "'\(sign)'"
      case .end: "the end"
      }
    return FilterFault(
      at: current.position, "\(found) stands where \(wanted) is expected", remedy: "write it like label == 4 && loss > 1")
  }

  private mutating func any() throws(FilterFault) -> Filter {
    var parts = [try all()]
    while take(.sign("||"), .word("or")) { parts.append(try all()) }
    return .any(of: parts)
  }

  private mutating func all() throws(FilterFault) -> Filter {
    var parts = [try not()]
    while take(.sign("&&"), .word("and")) { parts.append(try not()) }
    return .all(of: parts)
  }

  private mutating func not() throws(FilterFault) -> Filter {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Filter.deepest else {
      throw FilterFault(at: current.position, "brackets are deeper than \(Filter.deepest)", remedy: "write it with fewer")
    }
    if take(.sign("!"), .word("not")) { return .not(try not()) }
    guard take(.sign("(")) else { return try condition() }
    let inner = try any()
    try expect(")")
    return inner
  }

  private mutating func condition() throws(FilterFault) -> Filter {
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

  /// `1 <= loss` says `loss >= 1`.
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
