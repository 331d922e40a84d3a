/// The options of a component. Its JSON Schema, defaults, bounds and typed values all come from here, so none can differ.
///
/// ```swift
/// static let manifest = Manifest(id: "similars", title: "Similars", summary: "...", options: OptionTable(k, metric))
/// init(options: OptionValues, call: Call) throws { k = options[Self.k] }
/// ```
public struct OptionTable: Sendable {
  private struct Entry: Sendable {
    let name: String
    let isRequired: Bool
    let schema: JSON
    let read: @Sendable (JSON?, OptionPath) throws -> any Sendable

    init<Value>(_ option: Option<Value>) {
      (name, isRequired, schema) = (option.name, option.isRequired, option.schema)
      let read = option.read
      self.read = { json, path in try read(json, path) }
    }
  }
  private let entries: [Entry]

  /// A table of options, each with a name of its own.
  /// - Parameter options: No two of one name; errors list them in this order.
  public init<each Value>(_ options: repeat Option<each Value>) {
    var entries: [Entry] = []
    repeat entries.append(Entry(each options))
    self.entries = entries
  }

  /// There is nothing to choose.
  var isEmpty: Bool { entries.isEmpty }

  /// JSON Schema of the object that holds the options. It takes no other keys.
  public var schema: JSON { .object(keywords()) }

  /// The keywords of JSON Schema for an object of these options.
  /// - Parameter tag: A key that stands beside the options and tells this table from others, with its schema.
  func keywords(beside tag: (name: String, schema: JSON)? = nil) -> [String: JSON] {
    var properties = Dictionary(entries.map { ($0.name, $0.schema) }) { $1 }
    var required = entries.filter(\.isRequired).map(\.name)
    if let tag {
      properties[tag.name] = tag.schema
      required.insert(tag.name, at: 0)
    }
    var keywords: [String: JSON] = ["type": "object", "additionalProperties": false, "properties": .object(properties)]
    if !required.isEmpty { keywords["required"] = .array(required.map(JSON.string)) }
    return keywords
  }

  /// Reads an object of options and completes it with defaults at every level.
  /// - Throws: `.argument` that names an option that is unknown, missing or out of bounds, and says what may stand there.
  public func read(_ options: JSON) throws -> OptionValues { try read(options, at: .root) }

  /// Reads the values of all options from a JSON object.
  /// - Parameter tag: A key that stands beside the options and was read before.
  func read(_ options: JSON, at path: OptionPath, beside tag: String? = nil) throws -> OptionValues {
    guard let given = options.object else { throw path.refusal(of: options, "a JSON object, like {\"name\": value}") }
    let known = (tag.map { [$0] } ?? []) + entries.map(\.name)
    if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
      throw PluginError(
        .argument,
        "there is no option '\(path.member(stranger))'; "
          + (known.isEmpty ? "it takes no options" : "choose from \(known.joined(separator: ", "))"))
    }
    var values: [String: any Sendable] = [:]
    for entry in entries { values[entry.name] = try entry.read(given[entry.name], path.member(entry.name)) }
    return OptionValues(table: self, given: given, values: values)
  }
}
