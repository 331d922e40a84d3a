import Core

/// Reads the members of one map of leap.yaml by name; a key that its table lacks was refused at the start.
struct MapReader {
  let node: ConfigNode
  let file: ConfigFile
  /// What the map describes, e.g. "model".
  let subject: String
  /// Bounds, words and defaults.
  private let table: KeyTable

  /// - Parameter only: the keys that this kind of map takes, where the table has several kinds.
  init(_ node: ConfigNode, file: ConfigFile, subject: String, table: KeyTable, only: [String]? = nil) throws {
    let keys = only ?? table.names
    guard let members = node.members else { throw file.error("\(subject) must be a map (is \(node.shown))", at: node.mark) }
    for member in members where !keys.contains(member.key) {
      throw file.error(
        "unknown key '\(member.key)' in \(subject)", at: member.mark,
        remedy: file.advice(for: member.key, among: keys, called: "keys"))
    }
    self.node = node
    self.file = file
    self.subject = subject
    self.table = table
  }

  /// A map whose keys are known only where it is read, such as names of columns.
  init(_ node: ConfigNode, file: ConfigFile, subject: String, keys: [String]) throws {
    try self.init(node, file: file, subject: subject, table: KeyTable(subject, keys.map { Key($0, .anything, "") }))
  }

  /// The value of a key; nil when the key is missing. A key without a value counts as written.
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

  /// The text of a key that may be left out.
  func text(_ key: String) throws -> String? { try node[key].map { try text(key, $0) } }

  /// - Precondition: the table says `whole` and has a default.
  func whole(_ key: String) throws -> Int {
    guard case .whole(let least, let most) = table[key].form else { preconditionFailure("\(key) is no whole number") }
    guard let value = node[key] else {
      guard case .int(let standard)? = table[key].standard else { preconditionFailure("\(key) has no default") }
      return Int(standard)
    }
    guard let number = value.int, (least...most).contains(number) else {
      throw file.error("'\(key)' must be a whole number from \(least) to \(most) (is \(value.shown))", at: value.mark)
    }
    return number
  }

  /// - Precondition: the table says `number` and has a default.
  func number(_ key: String) throws -> Double {
    if let value = try optionalNumber(key) { return value }
    switch table[key].standard {
    case .int(let standard): return Double(standard)
    case .double(let standard): return standard
    default: preconditionFailure("\(key) has no default")
    }
  }

  /// The number under a key; nil when the key is missing.
  /// - Precondition: the table says `number`.
  func optionalNumber(_ key: String) throws -> Double? {
    guard case .number(let range) = table[key].form else { preconditionFailure("\(key) is no number") }
    guard let value = node[key] else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw file.error("'\(key)' must be a number \(range) (is \(value.shown))", at: value.mark)
    }
    return number
  }

  /// False when the key is missing.
  func flag(_ key: String) throws -> Bool {
    guard let value = node[key] else { return false }
    guard let flag = value.bool else { throw file.error("'\(key)' must be true or false (is \(value.shown))", at: value.mark) }
    return flag
  }

  /// The texts of a list; none when the key is missing.
  func texts(_ key: String) throws -> [(text: String, mark: ConfigNode.Mark)] {
    guard let value = node[key], !value.isNull else { return [] }
    guard let items = value.list else { throw file.error("'\(key)' must be a list (is \(value.shown))", at: value.mark) }
    return try items.map { (try text(key, $0), $0.mark) }
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

extension MapReader {
  /// A name of a-z, 0-9, _ and -; nil when the key is missing.
  func name(_ key: String, like example: String) throws -> String? {
    guard let value = node[key] else { return nil }
    let name = try text(key, value)
    guard name.count <= 64, name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") }) else {
      throw file.error(
        "the name of \(subject) must be of a-z, 0-9, _ and - (is \(value.shown))", at: value.mark,
        remedy: "write it like \(example)")
    }
    return name
  }
}

/// Numbers above (or from) `least` and up to `most`.
struct NumberRange: CustomStringConvertible, Sendable {
  var least: Double
  var includesLeast: Bool
  var most: Double

  static func above(_ least: Double, upTo most: Double) -> Self { Self(least: least, includesLeast: false, most: most) }
  static func from(_ least: Double, upTo most: Double) -> Self { Self(least: least, includesLeast: true, most: most) }
  /// Every number that leap.yaml can hold.
  static let all = from(-Double.greatestFiniteMagnitude, upTo: .greatestFiniteMagnitude)

  func contains(_ number: Double) -> Bool { (includesLeast ? number >= least : number > least) && number <= most }
  var description: String {
    if self.most == .greatestFiniteMagnitude {
      return self.least == -.greatestFiniteMagnitude ? "of any size" : "\(includesLeast ? "from" : "above") \(plain(least)) on"
    }
    return "\(includesLeast ? "from" : "above") \(plain(least)) up to \(plain(most))"
  }
  private func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
