/// Copies `text` into a fixed C string, cut at a whole character where it is too long.
func setName<Field>(_ field: inout Field, _ text: String) {
  withUnsafeMutableBytes(of: &field) { bytes in
    var used = 0
    for character in text {
      let utf8 = character.utf8
      guard used + utf8.count < bytes.count else { break }
      for byte in utf8 {
        bytes[used] = byte
        used += 1
      }
    }
    for i in used..<bytes.count { bytes[i] = 0 }
  }
}

/// The text in a fixed C string.
func nameText<Field>(_ field: inout Field) -> String {
  withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
