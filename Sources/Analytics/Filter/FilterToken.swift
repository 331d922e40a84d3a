import Core

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
