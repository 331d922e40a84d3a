import Core

/// One key of a map of leap.yaml: what may stand there.
struct Key: Sendable {
  let name: String
  let form: Form
  let isRequired: Bool
  /// What counts when the key is left out; nil where nothing does, or where `summary` says what.
  let standard: JSONValue?
  /// What the key does, for people: one sentence without a point.
  let summary: String

  init(_ name: String, _ form: Form, required: Bool = false, default standard: JSONValue? = nil, _ summary: String) {
    self.name = name
    self.form = form
    isRequired = required
    self.standard = standard
    self.summary = summary
  }
}

/// What a value of leap.yaml may be.
indirect enum Form: Sendable {
  /// A text that is not empty.
  case text
  /// A text that matches a regular expression from its start to its end.
  case pattern(String)
  case flag
  case whole(from: Int, to: Int)
  case number(NumberRange)
  case word([String])
  /// Whatever it is, someone else checks it.
  case anything
  /// A map with keys of someone else's.
  case options
  case map(KeyTable)
  /// A map from names to values of one form.
  case named(Form)
  case list(Form)
  /// Exactly two numbers, either of which may be null.
  case pair
  case either([Form])

  /// All raw values of an enumeration.
  static func words<Word: RawRepresentable & CaseIterable>(of _: Word.Type) -> Form where Word.RawValue == String {
    .word(Word.allCases.map(\.rawValue))
  }
}
