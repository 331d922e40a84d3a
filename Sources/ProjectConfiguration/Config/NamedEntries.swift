import Core

/// An entry of a list of leap.yaml that goes by its name.
protocol NamedEntry {
  var name: String { get }
  /// The place where the entry begins.
  var mark: ConfigNode.Mark { get }
  init(_ node: ConfigNode, file: ConfigFile) throws
}

extension ConfigFile {
  /// Reads the list under `key`; none where nothing stands there.
  /// - Parameter plural: what the entries are, for errors.
  /// - Throws: `LeapError`, also where two entries have the same name.
  func entries<Entry: NamedEntry>(_ node: ConfigNode?, under key: String, called plural: String) throws -> [Entry] {
    guard let node, !node.isNull else { return [] }
    guard let items = node.list else { throw error("'\(key)' must be a list (is \(node.shown))", at: node.mark) }
    var found: [Entry] = []
    for item in items {
      let entry = try Entry(item, file: self)
      if let first = found.first(where: { $0.name == entry.name }) {
        throw error(
          "two \(plural) have the name '\(entry.name)'", at: entry.mark,
          remedy: "rename one; the first is at line \(first.mark.line)")
      }
      found.append(entry)
    }
    return found
  }
}
