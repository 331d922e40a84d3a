extension ConfigNode.Value {
  /// What a word without quotes means: the core schema of YAML 1.2, narrowed to one spelling of each.
  ///
  /// `true` and `false` alone are booleans (`yes`, `on` and `True` are texts), `null`, `~` and nothing are null. A number
  /// that is not finite or does not fit stays a text, which whoever wanted a number then refuses.
  init(plain word: String) {
    switch word {
    case "", "~", "null": self = .null
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    default: self = Self.number(word) ?? .string(word)
    }
  }

  private static func number(_ word: String) -> Self? {
    if word.hasPrefix("0x") || word.hasPrefix("0o") {
      let digits = word.dropFirst(2)
      guard digits.first != "+", digits.first != "-" else { return nil }
      return Int(digits, radix: word.hasPrefix("0x") ? 16 : 8).map(Self.int)
    }
    guard word.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil else { return nil }
    if let whole = Int(word) { return .int(whole) }
    // Swift's reader wants a digit on both sides of the point.
    var text = word
    if text.hasPrefix("+") { text.removeFirst() }
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasPrefix("-.") { text = "-0" + text.dropFirst() }
    text = text.replacing(/\.(?=[eE]|$)/, with: "")
    guard let value = Double(text), value.isFinite else { return nil }
    return .double(value)
  }
}
