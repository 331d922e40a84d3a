/// Parses texts and numbers.
extension JSONParser {
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

  private mutating func escape() throws -> UnicodeScalar {
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

  private mutating func hex() throws -> UInt32 {
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

  /// Skips digits; their number.
  private mutating func digits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }
}
