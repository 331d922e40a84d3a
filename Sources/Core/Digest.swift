import CCrypto

/// SHA-256 as 64 hex digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public let hex: String

  public init(of bytes: [UInt8]) {
    hex = Self.sha256(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The first 8 bytes, little-endian: a name for contents that is short enough for a column.
  public static func number(of bytes: [UInt8]) -> Int64 {
    Int64(bitPattern: Bytes.read(UInt64.self, from: sha256(bytes), at: 0))
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let ok = leap_sha256(bytes, bytes.count, &digest)
    precondition(ok == 1, "libcrypto offers no SHA-256")
    return digest
  }

  /// The digest of several texts, each told apart from the next whatever it contains.
  public init(of texts: [String]) {
    self.init(of: texts.flatMap { text in Array("\(text.utf8.count):".utf8) + Array(text.utf8) })
  }

  public var description: String { hex }
}
