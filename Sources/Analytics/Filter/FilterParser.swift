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
struct FilterParser {
  let tokens: [FilterToken]
  var next = 0
  private var depth = 0

  static func parse(_ text: String) throws(FilterFault) -> Filter {
    var parser = FilterParser(tokens: try FilterLexer.tokens(of: text))
    let filter = try parser.any()
    guard parser.current.kind == .end else { throw parser.unexpected("'&&', '||' or the end") }
    guard filter.size <= Filter.mostConditions else {
      throw FilterFault(
        at: 1, "it has \(filter.size) conditions, more than \(Filter.mostConditions)",
        remedy: "write x in [1, 2] for x == 1 || x == 2")
    }
    return filter
  }

  private init(tokens: [FilterToken]) { self.tokens = tokens }

  /// The last token is `end`, which nothing steps over.
  var current: FilterToken { tokens[next] }

  mutating func take(_ kinds: FilterToken.Kind...) -> Bool {
    guard kinds.contains(current.kind) else { return false }
    next += 1
    return true
  }

  mutating func expect(_ sign: String) throws(FilterFault) {
    guard take(.sign(sign)) else { throw unexpected("'\(sign)'") }
  }

  func unexpected(_ wanted: String) -> FilterFault {
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
}
