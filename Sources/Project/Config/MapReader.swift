import Core

/// Reads the members of one map of leap.yaml by name; a key that is not in `keys` was refused at the start.
struct MapReader {
  let node: ConfigNode
  let file: ConfigFile
  /// What the map describes, e.g. "model".
  let subject: String

  init(_ node: ConfigNode, file: ConfigFile, subject: String, keys: [String]) throws {
    guard let members = node.members else { throw file.error("\(subject) must be a map (is \(node.shown))", at: node.mark) }
    for member in members where !keys.contains(member.key) {
      throw file.error(
        "unknown key '\(member.key)' in \(subject)", at: member.mark,
        remedy: file.advice(for: member.key, among: keys, called: "keys"))
    }
    self.node = node
    self.file = file
    self.subject = subject
  }

  /// Nil when the key is missing. A key without a value counts as written.
  subscript(key: String) -> ConfigNode? { node[key] }

  func required(_ key: String, remedy: String) throws -> ConfigNode {
    guard let value = node[key] else { throw file.error("\(subject) needs the key '\(key)'", at: node.mark, remedy: remedy) }
    return value
  }

  func text(_ key: String, _ value: ConfigNode) throws -> String {
    guard let text = value.string, !text.isEmpty else {
      let remedy = value.list == nil && value.members == nil && !value.isNull ? "put it in quotes" : nil
      throw file.error("'\(key)' must be a text (is \(value.shown))", at: value.mark, remedy: value.string == nil ? remedy : nil)
    }
    return text
  }

  func whole(_ key: String, from least: Int, to most: Int, default standard: Int) throws -> Int {
    guard let value = node[key] else { return standard }
    guard let number = value.int, (least...most).contains(number) else {
      throw file.error("'\(key)' must be a whole number from \(least) to \(most) (is \(value.shown))", at: value.mark)
    }
    return number
  }

  func number(_ key: String, in range: NumberRange, default standard: Double) throws -> Double {
    guard let value = node[key] else { return standard }
    guard let number = value.double, range.contains(number) else {
      throw file.error("'\(key)' must be a number \(range) (is \(value.shown))", at: value.mark)
    }
    return number
  }

  /// One of `Word`'s raw values.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ value: ConfigNode, as: Word.Type) throws -> Word
  where Word.RawValue == String {
    let known = Word.allCases.map(\.rawValue)
    guard let text = value.string, let word = Word(rawValue: text) else {
      throw file.error(
        "'\(key)' must be one of \(known.joined(separator: ", ")) (is \(value.shown))", at: value.mark,
        remedy: nearestWord(to: value.string ?? "", among: known).map { "did you mean '\($0)'?" })
    }
    return word
  }
}

/// Numbers above (or from) `least` and up to `most`.
struct NumberRange: CustomStringConvertible {
  var least: Double
  var includesLeast: Bool
  var most: Double

  static func above(_ least: Double, upTo most: Double) -> Self { Self(least: least, includesLeast: false, most: most) }
  static func from(_ least: Double, upTo most: Double) -> Self { Self(least: least, includesLeast: true, most: most) }

  func contains(_ number: Double) -> Bool { (includesLeast ? number >= least : number > least) && number <= most }
  var description: String {
    func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
    return "\(includesLeast ? "from" : "above") \(plain(least)) up to \(plain(most))"
  }
}
