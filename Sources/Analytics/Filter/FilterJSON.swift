import Core

/// A filter in JSON is its text, or an object:
///
///     {"holds": "correct"}                              {"missing": "distance"}       {"selection": "closed fours"}
///     {"column": "loss", "is": ">", "value": 1}         {"column": "label", "is": "!=", "other": "prediction"}
///     {"column": "loss", "between": [1, 2]}             {"column": "label", "in": [4, 9]}
///     {"not": FILTER}                                   {"all": [FILTER, ...]}         {"any": [FILTER, ...]}
///
/// `value` is always a value; `other` is a name and read as in the text form. It is written as an object.
extension Filter: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case holds, missing, selection, column, `is`, value, other, between, `in`, not, all, any
  }

  public init(from decoder: any Decoder) throws {
    self = try Filter(from: decoder, depth: 0)
    guard size <= Self.mostConditions else {
      throw Self.malformed("it has \(size) conditions, more than \(Self.mostConditions)")
    }
  }

  private init(from decoder: any Decoder, depth: Int) throws {
    guard depth < Filter.deepest else { throw Self.malformed("it is deeper than \(Filter.deepest)") }
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      try self.init(parsing: text)
      return
    }
    let keys = try decoder.knownKeys(Key.self, in: "a filter")
    func present(_ wanted: Key...) -> Bool { Set(keys.allKeys) == Set(wanted) }
    func parts(_ key: Key) throws -> [Filter] {
      var list = try keys.nestedUnkeyedContainer(forKey: key)
      var parts: [Filter] = []
      while !list.isAtEnd { parts.append(try Filter(from: try list.superDecoder(), depth: depth + 1)) }
      guard !parts.isEmpty else { throw Self.malformed("'\(key.rawValue)' has no parts") }
      return parts
    }
    if present(.holds) {
      self = .holds(try keys.decode(String.self, forKey: .holds))
    } else if present(.missing) {
      self = .missing(try keys.decode(String.self, forKey: .missing))
    } else if present(.selection) {
      self = .selection(try keys.decode(String.self, forKey: .selection))
    } else if present(.not) {
      self = .not(try Filter(from: try keys.superDecoder(forKey: .not), depth: depth + 1))
    } else if present(.all) {
      self = .all(of: try parts(.all))
    } else if present(.any) {
      self = .any(of: try parts(.any))
    } else if present(.column, .is, .value) || present(.column, .is, .other) {
      let operand: Operand =
        keys.contains(.other)
        ? .name(try keys.decode(String.self, forKey: .other))
        : .value(try Self.value(try keys.decode(JSONValue.self, forKey: .value)))
      self = .compare(try keys.decode(String.self, forKey: .column), try keys.decode(Comparison.self, forKey: .is), operand)
    } else if present(.column, .between) {
      let ends = try keys.decode([JSONValue].self, forKey: .between).map(Self.value)
      guard ends.count == 2 else { throw Self.malformed("'between' has \(ends.count) ends instead of 2") }
      self = .between(try keys.decode(String.self, forKey: .column), ends[0], ends[1])
    } else if present(.column, .in) {
      let values = try keys.decode([JSONValue].self, forKey: .in).map(Self.value)
      guard !values.isEmpty else { throw Self.malformed("'in' has no values") }
      self = .member(try keys.decode(String.self, forKey: .column), values)
    } else {
      throw Self.malformed(
        "the keys \(keys.allKeys.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")) say nothing together")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    switch self {
    case .holds(let column): try keys.encode(column, forKey: .holds)
    case .missing(let column): try keys.encode(column, forKey: .missing)
    case .selection(let name): try keys.encode(name, forKey: .selection)
    case .not(let part): try keys.encode(part, forKey: .not)
    case .all(let parts): try keys.encode(parts, forKey: .all)
    case .any(let parts): try keys.encode(parts, forKey: .any)
    case .compare(let column, let comparison, let operand):
      try keys.encode(column, forKey: .column)
      try keys.encode(comparison, forKey: .is)
      switch operand {
      case .value(let value): try keys.encode(value, forKey: .value)
      case .name(let name): try keys.encode(name, forKey: .other)
      }
    case .between(let column, let low, let high):
      try keys.encode(column, forKey: .column)
      try keys.encode([low, high], forKey: .between)
    case .member(let column, let values):
      try keys.encode(column, forKey: .column)
      try keys.encode(values, forKey: .in)
    }
  }

  private static func value(_ json: JSONValue) throws -> ColumnValue {
    switch json {
    case .bool(let value): .bool(value)
    case .int(let value): .int64(value)
    case .double(let value): .float64(value)
    case .string(let value): .string(value)
    case .null, .array, .object: throw malformed("a value is no number, text or bool")
    }
  }

  private static func malformed(_ problem: String) -> LeapError {
    LeapError(
      .usage, doing: "reading a filter", problem: problem,
      remedy: #"write it like {"column": "loss", "is": ">", "value": 1}, or as text: "loss > 1""#)
  }
}
