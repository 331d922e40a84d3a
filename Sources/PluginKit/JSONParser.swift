extension JSON {
  /// Reads one JSON text, strictly.
  /// - Throws: `PluginError(.data)` that names the byte at which the text stops making sense.
  /// - Complexity: O(n); nesting is limited to 64 levels.
  public init(parsing text: String) throws { try self.init(parsing: Array(text.utf8)) }

  public init(parsing bytes: [UInt8]) throws {
    var parser = JSONParser(bytes: bytes)
    self = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.bad("text goes on after the value") }
  }
}

private struct JSONParser {
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

  mutating func string() throws -> String {
    try take(UInt8(ascii: "\""))
    var out: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else { throw bad("a text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): out.append(contentsOf: Array(String(try escape()).utf8))
      case ..<0x20: throw bad("a control character inside a text")
      default: out.append(byte)
      }
    }
    throw bad("a text has no end")
  }

  mutating func escape() throws -> UnicodeScalar {
    guard let byte = next else { throw bad("the text ends early") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(byte)
    case UInt8(ascii: "u"):
      var code = try hex()
      if (0xD800..<0xDC00).contains(code) {
        try take(UInt8(ascii: "\\"))
        try take(UInt8(ascii: "u"))
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low) else { throw bad("half of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = UnicodeScalar(code) else { throw bad("half of a surrogate pair") }
      return scalar
    default: throw bad("an unknown escape")
    }
  }

  mutating func hex() throws -> UInt32 {
    guard position + 4 <= bytes.count, let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
      text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16)
    else { throw bad("a broken \\u escape") }
    position += 4
    return code
  }

  mutating func number() throws -> JSON {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw bad("no value") }
    if next == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw bad("a number without decimals") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { position += 1 }
      guard digits() > 0 else { throw bad("a number without exponent") }
    }
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
      throw bad("a number out of range")
    }
    return .number(value)
  }

  mutating func digits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }
}
