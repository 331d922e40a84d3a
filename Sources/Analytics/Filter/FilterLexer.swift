import Core

/// Cuts the text of a filter into tokens.
struct FilterLexer {
  private let scalars: [Unicode.Scalar]
  private var next = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// - Returns: at least one token; the last one is `end`.
  static func tokens(of text: String) throws(FilterFault) -> [FilterToken] {
    var lexer = FilterLexer(text)
    var tokens: [FilterToken] = []
    while true {
      tokens.append(try lexer.token())
      if tokens.last?.kind == .end { return tokens }
    }
  }

  private var current: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

  private mutating func token() throws(FilterFault) -> FilterToken {
    while let scalar = current, scalar.properties.isWhitespace { next += 1 }
    let position = next + 1
    guard let first = current else { return FilterToken(kind: .end, position: position) }
    let kind: FilterToken.Kind
    if FilterToken.startsWord(first) {
      kind = .word(run(FilterToken.continuesWord))
    } else if first == "`" {
      kind = .name(try quoted())
    } else if first == "\"" || first == "'" {
      kind = .value(.string(try quoted()))
    } else if FilterToken.isDigit(first) || first == "-" {
      kind = .value(try number())
    } else {
      kind = .sign(try sign())
    }
    return FilterToken(kind: kind, position: position)
  }

  private mutating func run(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, belongs(scalar) {
      text.append(scalar)
      next += 1
    }
    return String(text)
  }

  /// Reads `"a \"b\""`, `'a'`, or a name in backticks, where a backtick is written twice.
  private mutating func quoted() throws(FilterFault) -> String {
    let start = next
    let quote = scalars[start]
    var text = String.UnicodeScalarView()
    next += 1
    while let scalar = current {
      next += 1
      if scalar == quote {
        guard quote == "`", current == "`" else { return String(text) }
        next += 1
      } else if scalar == "\\", quote != "`", let escaped = current {
        guard escaped == "\\" || escaped == quote || escaped == "\"" else {
          throw FilterFault(
            at: next, "'\\\(escaped)' has no meaning", remedy: "write \\\\ for a backslash and \\\(quote) for a quote")
        }
        next += 1
        text.append(escaped)
        continue
      }
      text.append(scalar)
    }
    throw FilterFault(at: start + 1, "the quote \(quote) is never closed", remedy: "close it")
  }

  private mutating func number() throws(FilterFault) -> ColumnValue {
    let start = next
    if current == "-" { next += 1 }
    var text = (start < next ? "-" : "") + run(FilterToken.isDigit)
    var isWhole = true
    if current == "." {
      isWhole = false
      next += 1
      text += "." + run(FilterToken.isDigit)
    }
    if current == "e" || current == "E" {
      isWhole = false
      next += 1
      text += "e"
      if let sign = current, sign == "-" || sign == "+" {
        text.unicodeScalars.append(sign)
        next += 1
      }
      text += run(FilterToken.isDigit)
    }
    let ends = current.map { !FilterToken.continuesWord($0) } ?? true
    if ends, isWhole, let value = Int64(text) { return .int64(value) }
    // Double(_:) takes "1." and refuses "-", "1e" and "".
    if ends, !isWhole, !text.contains("-."), let value = Double(text), value.isFinite { return .float64(value) }
    throw FilterFault(
      at: start + 1, "'\(text)\(run(FilterToken.continuesWord))' is no number that fits", remedy: "write it like 4 or -1.5e-3")
  }

  private mutating func sign() throws(FilterFault) -> String {
    let pair = String(String.UnicodeScalarView(scalars[next..<min(next + 2, scalars.count)]))
    if ["==", "!=", "<=", ">=", "&&", "||"].contains(pair) {
      next += 2
      return pair
    }
    let single = String(pair.unicodeScalars.prefix(1))
    if let full = ["=": "==", "&": "&&", "|": "||"][single] {
      throw FilterFault(at: next + 1, "'\(single)' has no meaning", remedy: "write \(full)")
    }
    guard ["<", ">", "!", "(", ")", "[", "]", ","].contains(single) else {
      throw FilterFault(at: next + 1, "'\(single)' has no meaning", remedy: "put names in `backticks` and texts in \"quotes\"")
    }
    next += 1
    return single
  }
}

/// A word, number, text or sign of a filter's text, and where it begins.
struct FilterToken: Equatable {
  enum Kind: Equatable {
    case word(String)
    /// A word in backticks, which is never a keyword.
    case name(String)
    case value(ColumnValue)
    case sign(String)
    case end
  }

  var kind: Kind
  /// Counted in Unicode scalars from 1.
  var position: Int

  static func startsWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.value > 127 || isLetter(scalar) }
  static func continuesWord(_ scalar: Unicode.Scalar) -> Bool { startsWord(scalar) || isDigit(scalar) || scalar == "." }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
