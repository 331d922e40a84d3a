/// What may stand for an option: a kind of value and its bounds. `Value` is what a plugin gets.
public struct OptionForm<Value: Sendable>: Sendable {
  /// Keywords of JSON Schema.
  let keywords: [String: JSON]
  /// The form after "must be": "a whole number from 1 to 1000".
  let words: String
  /// Reads what stands at a path.
  let read: @Sendable (JSON, OptionPath) throws -> Value

  /// - Parameter read: Gives nil for what does not fit `words`.
  init(_ keywords: [String: JSON], _ words: String, _ read: @escaping @Sendable (JSON) -> Value?) {
    self.init(
      keywords, words,
      reading: { json, path in
        guard let value = read(json) else { throw path.refusal(of: json, words) }
        return value
      })
  }

  init(_ keywords: [String: JSON], _ words: String, reading read: @escaping @Sendable (JSON, OptionPath) throws -> Value) {
    (self.keywords, self.words, self.read) = (keywords, words, read)
  }
}

extension OptionForm where Value == Bool {
  /// An option that is `true` or `false`.
  public static var bool: Self { Self(["type": "boolean"], "true or false") { $0.bool } }
}

extension OptionForm where Value == String {
  /// A text of at least so many characters (Unicode scalars).
  public static func text(atLeast length: Int = 0) -> Self { text(atLeast: length, ["type": "string"]) }

  /// A path of a file or a folder. The host makes it absolute before the plugin sees it; docs/abi.md says where it looks.
  public static var path: Self { text(atLeast: 1, ["type": "string", "format": "path"]) }

  private static func text(atLeast length: Int, _ keywords: [String: JSON]) -> Self {
    var keywords = keywords
    if length > 0 { keywords["minLength"] = .number(Double(length)) }
    let words = length == 0 ? "a text" : length == 1 ? "a text that is not empty" : "a text of at least \(length) characters"
    return Self(keywords, words) { json in json.string.flatMap { $0.unicodeScalars.count >= length ? $0 : nil } }
  }
}

extension OptionForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration, in the order of its cases.
  public static func choice(_ words: Value.Type) -> Self {
    let names = Value.allCases.map(\.rawValue)
    return Self(["type": "string", "enum": .array(names.map(JSON.string))], "one of \(names.joined(separator: ", "))") {
      $0.string.flatMap(Value.init(rawValue:))
    }
  }
}
