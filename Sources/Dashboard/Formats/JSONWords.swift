import Core
import Foundation

/// Short words for building answers.
extension JSONValue {
  static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
  static func number(_ value: Int?) -> JSONValue { value.map { .int(Int64($0)) } ?? .null }
  static func number(_ value: Double?) -> JSONValue { value.map { $0.isFinite ? .double($0) : .null } ?? .null }
  static func list(_ values: some Sequence<JSONValue>) -> JSONValue { .array(Array(values)) }
  static func texts(_ values: some Sequence<String>) -> JSONValue { .array(values.map(JSONValue.string)) }
  static func numbers(_ values: some Sequence<Double>) -> JSONValue { .array(values.map { .number($0) }) }
  static func value(_ value: ColumnValue?) -> JSONValue {
    switch value {
    case .float64(let number): .number(number)
    case .int64(let number): .int(number)
    case .bool(let flag): .bool(flag)
    case .string(let text): .string(text)
    case nil: .null
    }
  }
  /// What an `Encodable` says, as a value.
  static func of(_ value: some Encodable) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(JSONText.bytes(of: value)))
  }
}
