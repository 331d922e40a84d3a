import PluginKit

/// One setting: its bounds, its default and a sentence. The schema for leap.yaml is made from these, and what comes with a
/// request is checked against them too.
struct Option: Sendable {
  enum Kind: Sendable {
    case whole(ClosedRange<Int>, default: Int)
    case number(ClosedRange<Double>, default: Double)
    case choice([String])
    case flag
  }
  let name: String
  let kind: Kind
  let summary: String

  init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }

  var schema: (String, JSON) {
    var members: [String: JSON] = ["description": .string(summary)]
    switch kind {
    case .whole(let range, let value):
      members["type"] = .string("integer")
      members["minimum"] = .number(Double(range.lowerBound))
      members["maximum"] = .number(Double(range.upperBound))
      members["default"] = .number(Double(value))
    case .number(let range, let value):
      members["type"] = .string("number")
      members["minimum"] = .number(range.lowerBound)
      members["maximum"] = .number(range.upperBound)
      members["default"] = .number(value)
    case .choice(let words):
      members["enum"] = .array(words.map(JSON.string))
      members["default"] = .string(words[0])
    case .flag:
      members["type"] = .string("boolean")
      members["default"] = .bool(false)
    }
    return (name, .object(members))
  }

  /// The number of a `whole` or `number` option, 1 or 0 of a flag, the position of a choice's word.
  func value(in options: JSON) throws -> Double {
    let given = options[name]
    switch kind {
    case .whole(let range, let fallback):
      guard let given else { return Double(fallback) }
      guard let value = given.int, range.contains(value) else {
        throw refusal(given, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return Double(value)
    case .number(let range, let fallback):
      guard let given else { return fallback }
      guard let value = given.double, range.contains(value) else {
        throw refusal(given, "a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    case .choice(let words):
      guard let given else { return 0 }
      guard let word = given.string, let i = words.firstIndex(of: word) else {
        throw refusal(given, "one of \(words.joined(separator: ", "))")
      }
      return Double(i)
    case .flag:
      guard let given else { return 0 }
      guard let value = given.bool else { throw refusal(given, "true or false") }
      return value ? 1 : 0
    }
  }

  private func refusal(_ given: JSON, _ wanted: String) -> PluginError {
    PluginError(.argument, "option '\(name)' is \(given.text), and must be \(wanted)")
  }
}
