extension OptionForm {
  /// A list of values of one form.
  /// - Parameters: `least` and `most` are how many there may be; `most` nil: any number.
  public static func list<Element>(of element: OptionForm<Element>, least: Int = 0, most: Int? = nil) -> Self
  where Value == [Element] {
    var keywords: [String: JSON] = ["type": "array", "items": .object(element.keywords)]
    if least > 0 { keywords["minItems"] = .number(Double(least)) }
    keywords["maxItems"] = most.map { .number(Double($0)) }
    let length = most.map { " of \(least) to \($0) entries" } ?? (least > 0 ? " of at least \(least) entries" : "")
    let words = "a list\(length)"
    return Self(
      keywords, words,
      reading: { json, path in
        guard let items = json.array, items.count >= least, items.count <= most ?? .max else {
          throw path.refusal(of: json, words)
        }
        return try items.enumerated().map { try element.read($1, path.item($0)) }
      })
  }

  /// A map that has options of its own. Where it may be left out, its default is `[:]`.
  /// - Parameter make: Makes the option's value of theirs; throws where values within all bounds do not go together.
  public static func object(_ table: OptionTable, make: @escaping @Sendable (OptionValues) throws -> Value) -> Self {
    Self(table.keywords(), "a map", reading: { json, path in try make(table.read(json, at: path)) })
  }

  /// A map with a key that says which of several forms it has, such as `kind: conv2d`.
  /// - Parameters:
  ///   - key: The name of that key, which must be there.
  ///   - variants: The forms; no two share a word.
  public static func oneOf(_ key: String, _ variants: OptionVariant<Value>...) -> Self {
    let known = "one of \(variants.flatMap(\.words).joined(separator: ", "))"
    let words = "a map whose '\(key)' is \(known)"
    return Self(
      ["oneOf": .array(variants.map { $0.schema(key) })], words,
      reading: { json, path in
        guard let word = json[key] else { throw path.refusal(of: json, words) }
        guard let variant = variants.first(where: { word.string.map($0.words.contains) ?? false }) else {
          throw path.member(key).refusal(of: word, known)
        }
        return try variant.make(word.string ?? "", variant.options.read(json, at: path, beside: key))
      })
  }
}

/// One form of an `OptionForm.oneOf`: the words that choose it, the options that it takes, and what is made of them.
public struct OptionVariant<Value: Sendable>: Sendable {
  let words: [String]
  let options: OptionTable
  let make: @Sendable (String, OptionValues) throws -> Value

  /// A form that any of `words` chooses.
  /// - Parameter make: Gets the word that stands there and the values of `options`.
  public init(
    _ words: String..., options: OptionTable = OptionTable(),
    make: @escaping @Sendable (_ word: String, _ options: OptionValues) throws -> Value
  ) {
    (self.words, self.options, self.make) = (words, options, make)
  }

  fileprivate func schema(_ key: String) -> JSON {
    .object(options.keywords(beside: (key, ["type": "string", "enum": .array(words.map(JSON.string))])))
  }
}
