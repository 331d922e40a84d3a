extension JSON {
  /// Reads one JSON text, strictly.
  /// - Throws: `PluginError(.data)` that names the byte at which the text stops making sense.
  /// - Complexity: O(n); nesting is limited to 64 levels.
  public init(parsing text: String) throws { try self.init(parsing: Array(text.utf8)) }

  /// Reads one JSON text in UTF-8, strictly.
  /// - Throws: `PluginError(.data)` that names the byte at which the text stops making sense.
  /// - Complexity: O(n); nesting is limited to 64 levels.
  public init(parsing bytes: [UInt8]) throws {
    var parser = JSONParser(bytes: bytes)
    self = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.bad("text goes on after the value") }
  }
}

/// Reads values from bytes, one after another; texts and numbers are in JSONScalars.swift.
struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  func bad(_ what: String) -> PluginError { PluginError(.data, "JSON: \(what) at byte \(position)") }
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func take(_ byte: UInt8) throws {
    guard next == byte else { throw bad("'\(Character(UnicodeScalar(byte)))' is missing") }
    position += 1
  }

  mutating func value(depth: Int) throws -> JSON {
    guard depth < 64 else { throw bad("nested deeper than 64 levels") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw bad("the text ends early")
    default: return try number()
    }
  }

  mutating func word(_ word: String, _ value: JSON) throws -> JSON {
    for byte in word.utf8 { try take(byte) }
    return value
  }

  mutating func object(depth: Int) throws -> JSON {
    try take(UInt8(ascii: "{"))
    var members: [String: JSON] = [:]
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      let key = try string()
      skipSpace()
      try take(UInt8(ascii: ":"))
      guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw bad("key '\(key)' comes twice") }
      skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try take(UInt8(ascii: "}"))
      return .object(members)
    }
  }

  mutating func array(depth: Int) throws -> JSON {
    try take(UInt8(ascii: "["))
    var values: [JSON] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if next == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try take(UInt8(ascii: "]"))
      return .array(values)
    }
  }
}
