/// The keys of one map of leap.yaml. The reader takes names, bounds and defaults from it, and the published schema is written from
/// it, so that neither can know what the other does not.
struct KeyTable: Sendable {
  /// Where the map stands, e.g. "model.training"; a heading of the reference.
  let title: String
  let keys: [Key]
  /// Keys of which exactly one must be there.
  let oneOf: [String]
  /// Keys of which at least one must be there.
  let anyOf: [String]

  init(_ title: String, oneOf: [String] = [], anyOf: [String] = [], _ keys: [Key]) {
    self.title = title
    self.keys = keys
    self.oneOf = oneOf
    self.anyOf = anyOf
  }

  var names: [String] { keys.map(\.name) }

  /// - Precondition: the table has the key.
  subscript(name: String) -> Key {
    guard let key = keys.first(where: { $0.name == name }) else { preconditionFailure("no key \(name) in \(title)") }
    return key
  }
}
