import Core

/// What is wrong with a filter, before it is known to whom it is told.
struct FilterFault: Error {
  enum Place {
    /// In Unicode scalars from 1.
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
        ((try? FilterLexer.tokens(of: text)) ?? []).first { $0.kind == .word(name) || $0.kind == .name(name) }?.position
      }
    return LeapError(
      .usage, doing: "reading the filter '\(text)'", problem: problem + (position.map { " (character \($0))" } ?? ""),
      remedy: remedy)
  }
}
