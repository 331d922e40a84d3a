import Core
import Foundation

/// Reads the arrays' format again, checking everything, as any client should: written from the description alone.
struct ArrayReader {
  struct Wrong: Error { let what: String }
  let header: [String: JSONValue]
  private let parts: [String: (dtype: String, shape: [Int], bytes: ArraySlice<UInt8>)]

  init(_ bytes: [UInt8]) throws {
    func int(_ value: JSONValue?) throws -> Int {
      guard case .int(let number)? = value, number >= 0, let size = Int(exactly: number) else { throw Wrong(what: "a size") }
      return size
    }
    guard bytes.count >= 8, Array(bytes[0..<4]) == Array("LEAP".utf8) else { throw Wrong(what: "magic") }
    let length = Int(Bytes.read(UInt32.self, from: bytes, at: 4))
    guard length <= bytes.count - 8, length % 8 == 0 else { throw Wrong(what: "length of the header") }
    let base = 8 + length
    guard case .object(let header) = try JSONDecoder().decode(JSONValue.self, from: Data(bytes[8..<base])),
      case .array(let list)? = header["arrays"]
    else { throw Wrong(what: "header") }
    var parts: [String: (String, [Int], ArraySlice<UInt8>)] = [:]
    for entry in list {
      guard case .string(let name)? = entry.at(pointer: "/name"), case .string(let dtype)? = entry.at(pointer: "/dtype"),
        case .array(let sizes)? = entry.at(pointer: "/shape"),
        let size = ["float32": 4, "float64": 8, "int32": 4, "uint32": 4, "uint8": 1][dtype]
      else { throw Wrong(what: "an entry") }
      let (shape, offset) = (try sizes.map { try int($0) }, try int(entry.at(pointer: "/offset")))
      var count = size
      for part in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: part)
        guard !overflow else { throw Wrong(what: "shape") }
        count = product
      }
      guard offset % 8 == 0, offset <= bytes.count - base, count <= bytes.count - base - offset else {
        throw Wrong(what: "offset")
      }
      parts[name] = (dtype, shape, bytes[base + offset..<base + offset + count])
    }
    self.header = header
    self.parts = parts
  }

  var names: Set<String> { Set(parts.keys) }
  func shape(_ name: String) -> [Int]? { parts[name]?.shape }
  func dtype(_ name: String) -> String? { parts[name]?.dtype }

  /// Of any type.
  func numbers(_ name: String) -> [Double] {
    guard let part = parts[name] else { return [] }
    let bytes = Array(part.bytes)
    switch part.dtype {
    case "float32": return Bytes.floats(bytes, at: 0, count: bytes.count / 4).map(Double.init)
    case "float64": return Bytes.doubles(bytes, at: 0, count: bytes.count / 8)
    case "int32": return (0..<bytes.count / 4).map { Double(Int32(bitPattern: Bytes.read(UInt32.self, from: bytes, at: 4 * $0))) }
    case "uint32": return (0..<bytes.count / 4).map { Double(Bytes.read(UInt32.self, from: bytes, at: 4 * $0)) }
    default: return bytes.map(Double.init)
    }
  }

  func words(_ name: String) -> JSONValue? {
    guard case .array(let list)? = header["arrays"] else { return nil }
    return list.first { $0.at(pointer: "/name") == .string(name) }?.at(pointer: "/values")
  }
}
