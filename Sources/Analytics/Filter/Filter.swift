import Core

/// Which samples: a condition over columns, such as `label == 4 && loss > 1`.
///
/// A condition on a missing value is neither true nor false, and a row is taken only where the whole is true (Kleene's logic, as
/// in SQL): `x == 1`, `x != 1` and `!(x == 1)` all leave out rows without x. `missing(x)` finds those. NaN is a value that
/// differs from all others.
public indirect enum Filter: Hashable, Sendable {
  /// A column of bools alone: `correct`.
  case holds(String)
  /// A comparison, such as `loss > 1` or `label != prediction`.
  case compare(String, Comparison, Operand)
  /// A range, such as `loss between 1 and 2`: both ends belong to it.
  case between(String, ColumnValue, ColumnValue)
  /// A list of values, such as `label in [4, 9]`.
  case member(String, [ColumnValue])
  /// The lack of a value, such as `missing(distance)`.
  case missing(String)
  /// A set of rows that the table keeps under a name, `selection(name)`.
  case selection(String)
  case not(Filter)
  /// Rows that fit all parts, at least two, none of which is `all`. Make it with `all(of:)`.
  case all([Filter])
  /// Rows that fit any of the parts, at least two, none of which is `any`. Make it with `any(of:)`.
  case any([Filter])

  public enum Comparison: String, Codable, Sendable, CaseIterable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="

    /// The one that says the same with its sides swapped.
    var mirrored: Comparison {
      switch self {
      case .equal, .notEqual: self
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }
  }

  /// The right side of a comparison.
  public enum Operand: Hashable, Sendable {
    case value(ColumnValue)
    /// A word without quotes: a column's name; where there is no such column and the left side is text, the text itself.
    case name(String)
  }

  /// Brackets and `not` may be this deep.
  static let deepest = 64
  /// Conditions of one filter; each reads its columns.
  static let mostConditions = 1000

  /// The number of conditions in the filter.
  var size: Int {
    switch self {
    case .not(let part): part.size
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.size }
    default: 1
    }
  }

  /// The rows that fit all parts; one part stands for itself.
  /// - Precondition: there is a part.
  public static func all(of parts: [Filter]) -> Filter {
    let flat = parts.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } }
    return flat.count == 1 ? flat[0] : .all(flat)
  }

  /// The rows that fit at least one part; one part stands for itself.
  /// - Precondition: there is a part.
  public static func any(of parts: [Filter]) -> Filter {
    let flat = parts.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } }
    return flat.count == 1 ? flat[0] : .any(flat)
  }
}

/// What is wrong with a filter, before it is known to whom it is told.
struct FilterFault: Error {
  enum Place {
    /// A character of the text, in Unicode scalars from 1.
    case position(Int)
    /// Wherever this name stands first.
    case name(String)
  }

  var place: Place
  var problem: String
  var remedy: String

  init(at position: Int, _ problem: String, remedy: String) {
    (self.place, self.problem, self.remedy) = (.position(position), problem, remedy)
  }
  init(of name: String, _ problem: String, remedy: String) {
    (self.place, self.problem, self.remedy) = (.name(name), problem, remedy)
  }

  /// The error for a user who wrote `text`.
  func error(in text: String) -> LeapError {
    let position =
      switch place {
      case .position(let position): position
      case .name(let name):
        // A text that cannot be read has no position to tell.
        ((try? FilterLexer.tokens(of: text)) ?? []).first { $0.kind == .word(name) || $0.kind == .name(name) }?.position
      }
    return LeapError(
      .usage, doing: "reading the filter '\(text)'", problem: problem + (position.map { " (character \($0))" } ?? ""),
      remedy: remedy)
  }
}
