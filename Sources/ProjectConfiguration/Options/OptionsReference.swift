extension OptionsSchema {
  /// The options for people, in Markdown: a table of all of them, and one more for each that has several forms.
  public var reference: String {
    var reference = OptionsReference()
    reference.addOptions(of: schema)
    return reference.text
  }
}

/// Writes the tables of one schema.
private struct OptionsReference {
  private(set) var text = ""
  /// Options with several forms whose tables are still to be written.
  private var later: [(path: String, tag: String, forms: [Schema])] = []

  mutating func addOptions(of schema: Schema) {
    guard !schema.properties.isEmpty else {
      text = "It takes no options.\n"
      return
    }
    text += "| option | value | default | meaning |\n|---|---|---|---|\n"
    for row in rows(of: schema, below: "") { text += row.line }
    while let next = later.first {
      later.removeFirst()
      text += "\n`\(next.path)` by its `\(next.tag)`:\n\n"
      text += "| `\(next.tag)` | option | value | default | meaning |\n|---|---|---|---|---|\n"
      for form in next.forms { addForm(form, next.tag, path: next.path) }
    }
  }

  private mutating func addForm(_ form: Schema, _ tag: String, path: String) {
    let words = form.property(tag)?.words ?? ""
    let lines = rows(of: form, below: "", except: tag, within: path).map(\.line)
    if lines.isEmpty { text += "| \(words) | | | | |\n" }
    for (i, line) in lines.enumerated() { text += "| \(i == 0 ? words : "") \(line)" }
  }

  /// A row for each property of a schema, followed by those of its own properties.
  /// - Parameters:
  ///   - prefix: Of their names in the table, e.g. "elastic.".
  ///   - tag: A property that is left out.
  ///   - path: The option whose form this is; "" for the table of all options.
  private mutating func rows(
    of schema: Schema, below prefix: String, except tag: String? = nil, within path: String = ""
  ) -> [Row] {
    var rows: [Row] = []
    for (key, property) in schema.properties where key != tag {
      let name = prefix + key
      rows.append(Row(name, property, isRequired: schema.required.contains(key)))
      rows += self.rows(of: property, below: name + ".", within: path)
      let choice = property.forms.isEmpty ? property.items : property
      if let choice, let tag = Schema.sharedKey(of: choice.forms) {
        later.append((path.isEmpty ? name : "\(path).\(name)", tag, choice.forms))
      }
    }
    return rows
  }
}

/// One option in a table.
private struct Row {
  let line: String

  init(_ name: String, _ schema: Schema, isRequired: Bool) {
    let tags = schema.tags
    let standard = schema.standard.map { $0.members?.isEmpty == true ? "" : "`\($0.flow(tags))`" }
    let meaning = schema.summary.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    line = "| `\(name)` | \(schema.words) | \(standard ?? (isRequired ? "required" : "")) | \(meaning) |\n"
  }
}

extension Schema {
  /// The keys that tell its forms, and those of what lies in it, apart.
  fileprivate var tags: [String] {
    let inside = properties.map(\.schema) + forms + (items.map { [$0] } ?? [])
    return (Self.sharedKey(of: forms).map { [$0] } ?? []) + inside.flatMap(\.tags)
  }

  /// What may stand there.
  fileprivate var words: String {
    if let allowed { return Self.listed(allowed.map { "`\($0.string ?? $0.json)`" }) }
    if let tag = Self.sharedKey(of: forms) { return "map by its `\(tag)`" }
    if !forms.isEmpty { return Self.listed(forms.map(\.words)) }
    if isPath { return "path" }
    return kinds.isEmpty ? "any value" : Self.listed(kinds.map(words(of:)))
  }

  private func words(of kind: Kind) -> String {
    switch kind {
    case .null: "empty"
    case .boolean: "`true` or `false`"
    case .integer: "whole number" + bounds
    case .number: "number" + bounds
    case .string: "text"
    case .array: "list" + (items.map { " of: \($0.words)" } ?? "")
    case .object: "map"
    }
  }

  /// The bounds in words: ", 1 to 1000", ", 0 or more", " above 0", " from 0, below 1".
  private var bounds: String {
    func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
    let low = minimum.map(plain)
    let above = exclusiveMinimum.map { " above \(plain($0))" }
    let high = maximum.map(plain)
    let below = exclusiveMaximum.map { "below \(plain($0))" }
    switch (low, above, high, below) {
    case (let low?, _, let high?, _): return ", \(low) to \(high)"
    case (let low?, _, _, let below?): return " from \(low), \(below)"
    case (let low?, _, _, _): return ", \(low) or more"
    case (_, let above?, let high?, _): return "\(above), \(high) or less"
    case (_, let above?, _, let below?): return "\(above), \(below)"
    case (_, let above, let high, let below):
      return above ?? high.map { ", \($0) or less" } ?? below.map { " \($0)" } ?? ""
    }
  }

  private static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension ConfigNode {
  /// The value on one line, as in leap.yaml; in maps, what tells their form comes first.
  fileprivate func flow(_ tags: [String]) -> String {
    if let items = list { return "[" + items.map { $0.flow(tags) }.joined(separator: ", ") + "]" }
    if let members {
      let ordered = members.filter { tags.contains($0.key) } + members.filter { !tags.contains($0.key) }
      return "{" + ordered.map { "\($0.key): \($0.value.flow(tags))" }.joined(separator: ", ") + "}"
    }
    return string ?? json
  }
}
