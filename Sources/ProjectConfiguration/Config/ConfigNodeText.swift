/// A node of leap.yaml as JSON text. Written by hand because JSONEncoder neither keeps the order of keys nor promises the same digits for
/// ever, and fingerprints of runs hash these bytes.
extension ConfigNode {
  /// Compact JSON (RFC 8259), map keys in the order written.
  public var json: String {
    var text = ""
    write(to: &text, sorted: false)
    return text
  }

  /// Compact JSON with sorted keys and whole numbers written without a point: equal values give equal text, so it is what
  /// fingerprints hash.
  public var canonical: String {
    var text = ""
    write(to: &text, sorted: true)
    return text
  }

  private func write(to text: inout String, sorted: Bool) {
    switch value {
    case .null: text += "null"
    case .bool(let it): text += it ? "true" : "false"
    case .int(let it): text += String(it)
    case .double(let it):
      if sorted, let whole = Int(exactly: it) { text += String(whole) } else { text += "\(it)" }
    case .string(let it): Self.quote(it, to: &text)
    case .list(let items):
      text += "["
      for (i, item) in items.enumerated() {
        if i > 0 { text += "," }
        item.write(to: &text, sorted: sorted)
      }
      text += "]"
    case .map(let members):
      text += "{"
      // Compared as Unicode scalars: the order must be the same on every machine.
      let ordered = sorted ? members.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) } : members
      for (i, member) in ordered.enumerated() {
        if i > 0 { text += "," }
        Self.quote(member.key, to: &text)
        text += ":"
        member.value.write(to: &text, sorted: sorted)
      }
      text += "}"
    }
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        text += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
