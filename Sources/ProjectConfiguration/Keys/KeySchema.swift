import Core
import Foundation

extension KeyTable {
  /// The table as JSON Schema (draft 2020-12): an object without other keys.
  var schema: JSONValue {
    var facts: [String: JSONValue] = [
      "type": .string("object"), "additionalProperties": .bool(false),
      "properties": .object(Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0.schema) })),
    ]
    let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { facts["required"] = .array(required) }
    func having(_ names: [String]) -> JSONValue {
      .array(names.map { .object(["required": .array([.string($0)])]) })
    }
    if !oneOf.isEmpty { facts["oneOf"] = having(oneOf) }
    if !anyOf.isEmpty { facts["anyOf"] = having(anyOf) }
    return .object(facts)
  }
}

extension Key {
  fileprivate var schema: JSONValue {
    guard case .object(var facts) = form.schema else { return form.schema }
    facts["description"] = .string(summary)
    if let standard { facts["default"] = standard }
    return .object(facts)
  }
}

extension Form {
  var schema: JSONValue {
    func type(_ name: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
      .object(more.merging(["type": .string(name)]) { $1 })
    }
    switch self {
    case .text: return type("string", ["minLength": .int(1)])
    case .pattern(let pattern): return type("string", ["pattern": .string("^(\(pattern))$")])
    case .flag: return type("boolean")
    case .whole(let least, let most): return type("integer", ["minimum": .int(Int64(least)), "maximum": .int(Int64(most))])
    case .number(let range):
      var bounds: [String: JSONValue] = [:]
      let bound = { (value: Double) in Int64(exactly: value).map(JSONValue.int) ?? .double(value) }
      if range.least > -.greatestFiniteMagnitude {
        bounds[range.includesLeast ? "minimum" : "exclusiveMinimum"] = bound(range.least)
      }
      if range.most < .greatestFiniteMagnitude { bounds["maximum"] = bound(range.most) }
      return type("number", bounds)
    case .word(let words): return .object(["enum": .array(words.map(JSONValue.string))])
    case .anything: return .object([:])
    case .options: return .object(["type": .array([.string("object"), .string("null")])])
    case .map(let table): return table.schema
    case .named(let form): return type("object", ["additionalProperties": form.schema])
    case .list(let form): return type("array", ["items": form.schema])
    case .pair:
      let end: JSONValue = .object(["type": .array([.string("number"), .string("null")])])
      return type("array", ["items": end, "minItems": .int(2), "maxItems": .int(2)])
    case .either(let forms): return .object(["anyOf": .array(forms.map(\.schema))])
    }
  }
}

extension ProjectPlan {
  /// The JSON Schema of leap.yaml: docs/leap-yaml.schema.json.
  public static var jsonSchema: String {
    guard case .object(var facts) = table.schema else { preconditionFailure("a table is an object") }
    facts["$schema"] = .string("https://json-schema.org/draft/2020-12/schema")
    facts["title"] = .string("leap.yaml")
    facts["description"] = .string("A project of Leap")
    guard let data = try? JSONText.encoder(.indented).encode(JSONValue.object(facts)) else {
      preconditionFailure("JSON can be encoded")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
