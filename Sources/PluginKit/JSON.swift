/// A JSON value (RFC 8259). PluginKit has its own reader because Foundation would make every plugin load 60 times slower.
///
/// Literals are values too: `["kind": "conv2d", "filters": 32]`.
public enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The member of an object; nil where there is none, or where this is no object.
  public subscript(_ key: String) -> JSON? { object?[key] }
  /// The text; nil of any other kind of value.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The number; nil of any other kind of value.
  public var double: Double? { if case .number(let value) = self { value } else { nil } }
  /// The truth value; nil of any other kind of value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The items of a list; nil of any other kind of value.
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  /// The members of an object; nil of any other kind of value.
  public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
  /// The number if it is whole and exact.
  public var int: Int? {
    if case .number(let value) = self, value.rounded() == value, abs(value) < 9_007_199_254_740_992 { Int(value) } else { nil }
  }

  /// Compact text with sorted keys. What JSON cannot say, NaN and infinity, becomes null.
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
