/// A JSON value (RFC 8259). PluginKit has its own reader because Foundation would make every plugin load 60 times slower.
public enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  public subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var double: Double? { if case .number(let value) = self { value } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
  /// The number if it is whole and exact.
  public var int: Int? {
    if case .number(let value) = self, value.rounded() == value, abs(value) < 9_007_199_254_740_992 { Int(value) } else { nil }
  }

  // Members that must be there, for options that the host has checked against the schema and completed.
  public func string(_ key: String) throws -> String { try member(key, "a text", self[key]?.string) }
  public func double(_ key: String) throws -> Double { try member(key, "a number", self[key]?.double) }
  public func int(_ key: String) throws -> Int { try member(key, "a whole number", self[key]?.int) }
  public func bool(_ key: String) throws -> Bool { try member(key, "true or false", self[key]?.bool) }
  public func array(_ key: String) throws -> [JSON] { try member(key, "a list", self[key]?.array) }

  private func member<Value>(_ key: String, _ kind: String, _ value: Value?) throws -> Value {
    guard let value else { throw PluginError(.argument, "option '\(key)' must be \(kind)") }
    return value
  }

  /// Compact text with sorted keys.
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): int.map(String.init) ?? (value.isFinite ? "\(value)" : "null")
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case let scalar where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
