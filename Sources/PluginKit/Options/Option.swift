/// One option that a component takes: its name, what may stand there, what counts when it is left out, and a sentence for people.
///
/// Options are listed in an `OptionTable`; `OptionValues` gives the value of each with its type:
/// ```swift
/// static let k = Option("k", .int(1...1000), default: 10, "neighbors of each sample")
/// static let metric = Option("metric", .choice(Metric.self), default: .l2, "how distance is measured")
/// ```
public struct Option<Value: Sendable>: Sendable {
  /// The key under `options:` in leap.yaml.
  public let name: String
  let isRequired: Bool
  let schema: JSON
  /// Reads what stands at a path, or what counts where nothing does.
  let read: @Sendable (JSON?, OptionPath) throws -> Value

  /// An option that has a value when it is left out.
  /// - Parameter standard: That value as leap.yaml would have it, e.g. `10` or `["kind": "adam"]`. The host refuses a component whose
  ///   default does not fit the form.
  public init(_ name: String, _ form: OptionForm<Value>, default standard: JSON, _ summary: String) {
    self.init(name, form.keywords, standard, isRequired: false, summary) { json, path in try form.read(json ?? standard, path) }
  }

  /// A choice among the words of an enumeration, with the case that counts when it is left out.
  public init(_ name: String, _ form: OptionForm<Value>, default standard: Value, _ summary: String)
  where Value: RawRepresentable, Value.RawValue == String {
    self.init(name, form, default: .string(standard.rawValue), summary)
  }

  /// An option that must be there.
  public init(_ name: String, required form: OptionForm<Value>, _ summary: String) {
    self.init(name, form.keywords, nil, isRequired: true, summary) { json, path in
      guard let json else { throw PluginError(.argument, "option '\(path)' is missing, and must be \(form.words)") }
      return try form.read(json, path)
    }
  }

  /// An option whose value is nil when it is left out; its summary says what happens then.
  public init<Wrapped>(_ name: String, optional form: OptionForm<Wrapped>, _ summary: String) where Value == Wrapped? {
    self.init(name, form.keywords, nil, isRequired: false, summary) { json, path in try json.map { try form.read($0, path) } }
  }

  private init(
    _ name: String, _ keywords: [String: JSON], _ standard: JSON?, isRequired: Bool, _ summary: String,
    _ read: @escaping @Sendable (JSON?, OptionPath) throws -> Value
  ) {
    var keywords = keywords
    keywords["default"] = standard
    keywords["description"] = .string(summary)
    (self.name, self.isRequired, self.schema, self.read) = (name, isRequired, .object(keywords), read)
  }
}
