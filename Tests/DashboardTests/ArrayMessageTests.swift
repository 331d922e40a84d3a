import Core
import Testing

@testable import Dashboard

@Suite struct ArrayMessageTests {
  private let message = ArrayMessage(
    parts: [
      .init("bytes", .uint8([1, 2, 255])), .init("float", .float32([0.5, -.infinity, 3, 4]), shape: [2, 2]),
      .init("double", .float64([.pi])), .init("codes", .uint32([0, .max]), words: ["é", "\"b\""]), .init("int", .int32([-7])),
      .init("none", .float32([]), shape: [0, 3]),
    ], header: ["note": .string("ü")])

  @Test func whatWasWrittenIsRead() throws {
    let bytes = Array(try message.encoded().readableBytesView)
    let read = try ArrayReader(bytes)
    #expect(bytes.count % 8 == 0)
    #expect(read.numbers("bytes") == [1, 2, 255] && read.dtype("bytes") == "uint8")
    #expect(read.numbers("float") == [0.5, -.infinity, 3, 4] && read.shape("float") == [2, 2])
    #expect(read.numbers("double") == [.pi] && read.numbers("int") == [-7])
    #expect(read.numbers("codes") == [0, 4_294_967_295])
    #expect(read.words("codes") == .array([.string("é"), .string("\"b\"")]))
    #expect(read.shape("none") == [0, 3] && read.numbers("none") == [])
    #expect(read.header["note"] == .string("ü"))
  }

  @Test func noArrayIsAMessage() throws {
    #expect(try ArrayReader(Array(try ArrayMessage(parts: []).encoded().readableBytesView)).names.isEmpty)
  }

  /// The header holds all that a reader needs to notice a message that was cut off.
  @Test func aCutMessageIsNoticed() throws {
    let parts = message.parts.filter { $0.name != "none" }
    let bytes = Array(try ArrayMessage(parts: parts, header: message.header).encoded().readableBytesView)
    // Behind the last number there is padding only.
    for count in 0..<bytes.count - 4 {
      #expect(throws: (any Error).self, "\(count) bytes") { try ArrayReader(Array(bytes[..<count])) }
    }
  }

  /// A flipped bit in head or header is an error or another value, and never a read outside of the message.
  @Test func aFlippedBitDoesNotLeadAstray() throws {
    let bytes = Array(try message.encoded().readableBytesView)
    let head = 8 + Int(Bytes.read(UInt32.self, from: bytes, at: 4))
    for i in 0..<head {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[i] ^= 1 << UInt8(bit)
        guard let read = try? ArrayReader(flipped) else { continue }
        for name in read.names { _ = read.numbers(name) }
        #expect(i >= 8)
      }
    }
  }
}
