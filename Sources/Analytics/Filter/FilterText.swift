import Core

/// The text of a filter. Reading it gives the same filter again.
extension Filter: CustomStringConvertible {
  public var description: String {
    switch self {
    case .holds(let column): Self.word(column)
    case .compare(let column, let comparison, let operand): "\(Self.word(column)) \(comparison.rawValue) \(operand.text)"
    case .between(let column, let low, let high): "\(Self.word(column)) between \(Self.literal(low)) and \(Self.literal(high))"
    case .member(let column, let values): "\(Self.word(column)) in [\(values.map(Self.literal).joined(separator: ", "))]"
    case .missing(let column): "missing(\(Self.word(column)))"
    case .selection(let name): "selection(\(Self.word(name)))"
    case .not(let part): part.isOneWord ? "!\(part)" : "!(\(part))"
    case .all(let parts):
      parts.map { if case .any = $0 { "(\($0))" } else { "\($0)" } }.joined(separator: " && ")
    case .any(let parts): parts.map { "\($0)" }.joined(separator: " || ")
    }
  }

  private var isOneWord: Bool {
    switch self {
    case .holds, .missing, .selection, .not: true
    case .compare, .between, .member, .all, .any: false
    }
  }

  static let keywords = ["and", "or", "not", "in", "between", "true", "false", "missing", "selection"]

  /// A name as it must be written: in backticks unless it is a plain word.
  static func word(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let plain = scalars.first.map(FilterToken.startsWord) == true && scalars.allSatisfy(FilterToken.continuesWord)
    return plain && !keywords.contains(name) ? name : "`\(name.replacing("`", with: "``"))`"
  }

  static func literal(_ value: ColumnValue) -> String {
    guard case .string(let text) = value else { return "\(value)" }
    return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Filter.Operand {
  var text: String {
    switch self {
    case .value(let value): Filter.literal(value)
    case .name(let name): Filter.word(name)
    }
  }
}
