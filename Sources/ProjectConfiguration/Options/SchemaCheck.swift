import Core

/// Checks options against a schema and completes them with its defaults.
struct SchemaCheck {
  let component: String
  let file: ConfigFile
  let resolvePath: (String) throws -> String

  /// - Parameter path: Of the option from the top, e.g. "layers[2].filters"; "" for all options.
  func complete(_ node: ConfigNode, _ schema: Schema, path: String) throws -> ConfigNode {
    guard schema.fits(kindOf: node) else {
      let words = schema.kinds.map(\.words).joined(separator: " or ")
      let inQuotes = schema.kinds.contains(.string) && (node.double != nil || node.bool != nil)
      throw refused(path, "must be \(words)", node, remedy: inQuotes ? "put it in quotes" : nil)
    }
    if let allowed = schema.allowed, !allowed.contains(node) { throw notAmong(allowed, node, path: path) }
    var node = node
    if let number = node.double { try checkNumber(number, node, schema, path: path) }
    if let string = node.string { node = try text(string, node, schema, path: path) }
    if let items = node.list { node = try list(items, node, schema, path: path) }
    if let members = node.members { node = try map(members, node, schema, path: path) }
    return schema.forms.isEmpty ? node : try firstFit(node, schema.forms, path: path)
  }

  private func checkNumber(_ number: Double, _ node: ConfigNode, _ schema: Schema, path: String) throws {
    func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
    if let least = schema.minimum, number < least { throw refused(path, "must be at least \(plain(least))", node) }
    if let most = schema.maximum, number > most { throw refused(path, "must be at most \(plain(most))", node) }
    if let bound = schema.exclusiveMinimum, number <= bound { throw refused(path, "must be above \(plain(bound))", node) }
    if let bound = schema.exclusiveMaximum, number >= bound { throw refused(path, "must be below \(plain(bound))", node) }
  }

  private func text(_ text: String, _ node: ConfigNode, _ schema: Schema, path: String) throws -> ConfigNode {
    if let least = schema.minLength, text.unicodeScalars.count < least {
      throw refused(path, least == 1 ? "must not be empty" : "must have at least \(least) characters", node)
    }
    guard schema.isPath else { return node }
    do {
      return ConfigNode(.string(try resolvePath(text)), at: node.mark)
    } catch var error as LeapError {
      error.place = error.place ?? file.place(node.mark)
      error.doing = error.doing.isEmpty ? subject(path) : error.doing
      throw error
    }
  }

  private func list(_ items: [ConfigNode], _ node: ConfigNode, _ schema: Schema, path: String) throws -> ConfigNode {
    if let least = schema.minItems, items.count < least { throw refusedCount(path, "at least \(least)", items.count, node) }
    if let most = schema.maxItems, items.count > most { throw refusedCount(path, "at most \(most)", items.count, node) }
    guard let each = schema.items else { return node }
    return ConfigNode(.list(try items.enumerated().map { try complete($1, each, path: "\(path)[\($0)]") }), at: node.mark)
  }

  private func map(_ members: [ConfigNode.Member], _ node: ConfigNode, _ schema: Schema, path: String) throws -> ConfigNode {
    func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    var complete: [ConfigNode.Member] = []
    for var member in members {
      if let property = schema.property(member.key) {
        member.value = try self.complete(member.value, property, path: inner(member.key))
      } else if case .refused = schema.additional {
        throw unknown(member, schema.properties.map(\.name), path: inner(member.key))
      } else if case .checked(let each) = schema.additional {
        member.value = try self.complete(member.value, each, path: inner(member.key))
      }
      complete.append(member)
    }
    for (name, property) in schema.properties where node[name] == nil {
      guard var standard = property.standard else { continue }
      standard.mark = node.mark
      complete.append(.init(key: name, mark: node.mark, value: try self.complete(standard, property, path: inner(name))))
    }
    for name in schema.required where !complete.contains(where: { $0.key == name }) {
      throw file.error("plugin '\(component)' needs option '\(inner(name))'", at: node.mark, remedy: "add \(name): ...")
    }
    return ConfigNode(.map(complete), at: node.mark)
  }
}

extension SchemaCheck {
  func subject(_ path: String) -> String {
    path.isEmpty ? "options of plugin '\(component)'" : "plugin '\(component)' option '\(path)'"
  }

  func refused(_ path: String, _ rule: String, _ node: ConfigNode, remedy: String? = nil) -> LeapError {
    file.error("\(subject(path)) \(rule) (is \(node.shown))", at: node.mark, remedy: remedy)
  }

  func notAmong(_ allowed: [ConfigNode], _ node: ConfigNode, path: String) -> LeapError {
    let words = allowed.map { $0.string ?? $0.json }
    let near = node.string.flatMap { nearestWord(to: $0, among: words) }
    let rule = words.count == 1 ? "must be \(words[0])" : "must be one of \(words.joined(separator: ", "))"
    return refused(path, rule, node, remedy: near.map { "did you mean '\($0)'?" })
  }

  private func refusedCount(_ path: String, _ bound: String, _ count: Int, _ node: ConfigNode) -> LeapError {
    file.error("\(subject(path)) must have \(bound) entries (has \(count))", at: node.mark)
  }

  private func unknown(_ member: ConfigNode.Member, _ known: [String], path: String) -> LeapError {
    file.error(
      "plugin '\(component)' has no option '\(path)'", at: member.mark,
      remedy: file.advice(for: member.key, among: known, called: "options") ?? "it takes no options")
  }
}
