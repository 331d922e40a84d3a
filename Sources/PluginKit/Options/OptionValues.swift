/// Options that were read by a table: the value of each, within its bounds, defaults included.
public struct OptionValues: Sendable {
  private let table: OptionTable
  private let given: [String: JSON]
  private let values: [String: any Sendable]

  init(table: OptionTable, given: [String: JSON], values: [String: any Sendable]) {
    (self.table, self.given, self.values) = (table, given, values)
  }

  /// The value of an option.
  /// - Precondition: the option is one of the table that these values were read by.
  public subscript<Value>(_ option: Option<Value>) -> Value {
    guard let stored = values[option.name], let value = stored as? Value else {
      preconditionFailure("option '\(option.name)' is not in the table: list it in the OptionTable of the manifest")
    }
    return value
  }

  /// These options changed by others of the same table, whose values win: what a request adds to an instance's options.
  /// - Throws: `.argument` that names an option that is unknown or out of bounds.
  public func adding(_ options: JSON) throws -> OptionValues {
    guard let more = options.object else { throw OptionPath.root.refusal(of: options, "a JSON object, like {\"name\": value}") }
    return try table.read(.object(given.merging(more) { $1 }))
  }
}
