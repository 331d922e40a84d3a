import Core

extension SchemaCheck {
  /// The first of `forms` that fits; when none does, the error of the one that was meant.
  ///
  /// Meant is the only form whose fixed words (`kind: conv2d`) the map has, or else the only one of the right type.
  func firstFit(_ node: ConfigNode, _ forms: [Schema], path: String) throws -> ConfigNode {
    var errors: [LeapError] = []
    for form in forms {
      do { return try complete(node, form, path: path) } catch let error as LeapError { errors.append(error) }
    }
    let sameKind = forms.indices.filter { forms[$0].fits(kindOf: node) }
    let sameWords = sameKind.filter { forms[$0].hasFixedWords(of: node) }
    if sameWords.count == 1 { throw errors[sameWords[0]] }
    if sameKind.isEmpty {
      let kinds = forms.flatMap(\.kinds).map(\.words).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      throw refused(path, "must be \(kinds.joined(separator: " or "))", node)
    }
    if let key = Schema.sharedKey(of: sameKind.map { forms[$0] }) {
      throw wrongWord(key, node, sameKind.map { forms[$0] }, path: path)
    }
    if sameKind.count == 1 { throw errors[sameKind[0]] }
    throw file.error(
      "\(subject(path)) fits none of its \(forms.count) forms (is \(node.shown))", at: node.mark,
      remedy: "the first wants: \(errors[sameKind[0]].problem)")
  }

  private func wrongWord(_ key: String, _ node: ConfigNode, _ forms: [Schema], path: String) -> LeapError {
    let words = forms.flatMap { $0.property(key)?.allowed ?? [] }
    let inner = path.isEmpty ? key : "\(path).\(key)"
    if let value = node[key] { return notAmong(words, value, path: inner) }
    return file.error(
      "plugin '\(component)' needs option '\(inner)'", at: node.mark,
      remedy: "choose from \(words.map { $0.string ?? $0.json }.joined(separator: ", "))")
  }
}

extension Schema {
  /// A key that every form fixes to words of its own, as `kind` of layers.
  static func sharedKey(of forms: [Schema]) -> String? {
    forms.first?.properties.map(\.name).first { name in forms.allSatisfy { $0.property(name)?.allowed != nil } }
  }

  /// Every key that this schema fixes has one of its words in `node`.
  fileprivate func hasFixedWords(of node: ConfigNode) -> Bool {
    let fixed = properties.filter { $0.schema.allowed != nil }
    return !fixed.isEmpty
      && fixed.allSatisfy { name, schema in node[name].map { schema.allowed?.contains($0) == true } ?? !required.contains(name) }
  }
}
