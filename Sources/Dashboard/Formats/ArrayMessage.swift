import Core
import Foundation
import NIOCore

/// Arrays on their way to the page: `LEAP`, the length of a JSON header (uint32), the header, then the arrays, little-endian,
/// each at a multiple of 8 bytes from the header's end. docs/dashboard-api.md has the format.
struct ArrayMessage: Sendable {
  static let mediaType = "application/vnd.leap.arrays"

  enum Values: Sendable {
    case float32([Float])
    case float64([Double])
    case int32([Int32])
    case uint32([UInt32])
    case uint8([UInt8])

    var dtype: String {
      switch self {
      case .float32: "float32"
      case .float64: "float64"
      case .int32: "int32"
      case .uint32: "uint32"
      case .uint8: "uint8"
      }
    }
    var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      case .int32(let values): values.count
      case .uint32(let values): values.count
      case .uint8(let values): values.count
      }
    }
    var byteCount: Int {
      switch self {
      case .float32, .int32, .uint32: 4 * count
      case .float64: 8 * count
      case .uint8: count
      }
    }
  }

  struct Part: Sendable {
    var name: String
    var shape: [Int]
    var values: Values
    /// What the codes of a text column stand for.
    var words: [String]?

    /// - Parameter shape: `[count]` where nil.
    init(_ name: String, _ values: Values, shape: [Int]? = nil, words: [String]? = nil) {
      self.name = name
      self.values = values
      self.shape = shape ?? [values.count]
      self.words = words
      precondition(self.shape.reduce(1, *) == values.count, "\(values.count) values of shape \(self.shape)")
    }
  }

  var parts: [Part]
  /// What the header says beside `arrays`.
  var header: [String: JSONValue] = [:]

  func encoded() throws -> ByteBuffer {
    var offset = 0
    var list: [JSONValue] = []
    for part in parts {
      var entry: [String: JSONValue] = [
        "name": .string(part.name), "dtype": .string(part.values.dtype), "shape": .array(part.shape.map { .int(Int64($0)) }),
        "offset": .int(Int64(offset)),
      ]
      if let words = part.words { entry["values"] = .array(words.map(JSONValue.string)) }
      list.append(.object(entry))
      offset += Self.padded(part.values.byteCount)
    }
    var head = try JSONText.bytes(.object(header.merging(["arrays": .array(list)]) { $1 }))
    head += [UInt8](repeating: 0x20, count: Self.padded(8 + head.count) - 8 - head.count)
    var buffer = ByteBufferAllocator().buffer(capacity: 8 + head.count + offset)
    buffer.writeString("LEAP")
    buffer.writeInteger(UInt32(head.count), endianness: .little)
    buffer.writeBytes(head)
    for part in parts {
      part.values.write(to: &buffer)
      buffer.writeRepeatingByte(0, count: Self.padded(part.values.byteCount) - part.values.byteCount)
    }
    return buffer
  }

  private static func padded(_ size: Int) -> Int { (size + 7) / 8 * 8 }
}

extension ArrayMessage.Values {
  fileprivate func write(to buffer: inout ByteBuffer) {
    switch self {
    case .float32(let values): for value in values { buffer.writeInteger(value.bitPattern, endianness: .little) }
    case .float64(let values): for value in values { buffer.writeInteger(value.bitPattern, endianness: .little) }
    case .int32(let values): for value in values { buffer.writeInteger(value, endianness: .little) }
    case .uint32(let values): for value in values { buffer.writeInteger(value, endianness: .little) }
    case .uint8(let values): buffer.writeBytes(values)
    }
  }
}
