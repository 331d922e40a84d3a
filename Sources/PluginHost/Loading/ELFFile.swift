import Core
import Foundation

/// What a shared library's file says of itself, read without running any of its code.
///
/// Only the parts that a scanner needs of the ELF-64 format (System V ABI, chapter 4). Every offset is checked against the file.
struct ELFFile {
  enum Problem: Error, CustomStringConvertible {
    case notELF
    case notSharedObject
    case otherMachine(String)
    case damaged
    var description: String {
      switch self {
      case .notELF: "it is no shared library (its first bytes are not those of an ELF file)"
      case .notSharedObject: "it is no shared library but another kind of ELF file"
      case .otherMachine(let name): "it was built for another processor (\(name))"
      case .damaged: "the file is damaged: its tables lie outside of it"
      }
    }
  }

  /// Names of the functions that it exports.
  let exportedFunctions: [String]

  init(_ bytes: [UInt8]) throws(Problem) {
    guard bytes.count >= 64, Array(bytes[0..<4]) == [0x7F, 0x45, 0x4C, 0x46] else { throw .notELF }
    guard bytes[4] == 2, bytes[5] == 1 else { throw .otherMachine(bytes[4] == 1 ? "32 bits" : "big-endian") }
    let reader = Reader(bytes: bytes)
    let machine = try reader.u16(18)
    guard machine == Self.ownMachine.code else { throw .otherMachine(Self.name(of: machine)) }
    guard try reader.u16(16) == 3 else { throw .notSharedObject }
    exportedFunctions = try Self.symbols(reader)
  }

  private static func symbols(_ reader: Reader) throws(Problem) -> [String] {
    let table = try reader.offset(40)
    let size = Int(try reader.u16(58))
    let count = Int(try reader.u16(60))
    guard size >= 64 || count == 0 else { throw .damaged }
    var names: [String] = []
    for i in 0..<count {
      let section = table + i * size
      guard try reader.u32(section + 4) == 11 else { continue }  // SHT_DYNSYM
      let (start, length) = (try reader.offset(section + 24), try reader.offset(section + 32))
      let link = Int(try reader.u32(section + 40))
      guard link < count else { throw .damaged }
      let (text, textLength) = (try reader.offset(table + link * size + 24), try reader.offset(table + link * size + 32))
      for symbol in stride(from: start, to: start + length - length % 24, by: 24) {
        let info = try reader.u8(symbol + 4)
        // A global or weak function that is defined here; the C library chooses some (type 10) by the processor.
        let (type, binding) = (info & 0xF, info >> 4)
        guard type == 2 || type == 10, binding == 1 || binding == 2, try reader.u16(symbol + 6) != 0 else { continue }
        names.append(try reader.text(at: text + Int(try reader.u32(symbol)), before: text + textLength))
      }
    }
    return names
  }

  private static let ownMachine: (code: UInt16, name: String) = {
    #if arch(arm64)
      (183, "arm64")
    #else
      (62, "x86-64")
    #endif
  }()

  private static func name(of machine: UInt16) -> String {
    switch machine {
    case 3: "x86"
    case 40: "arm"
    case 62: "x86-64"
    case 183: "arm64"
    case 243: "RISC-V"
    default: "ELF machine \(machine)"
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    func u8(_ at: Int) throws(Problem) -> UInt8 {
      guard at >= 0, at < bytes.count else { throw .damaged }
      return bytes[at]
    }
    func u16(_ at: Int) throws(Problem) -> UInt16 {
      guard at >= 0, at <= bytes.count - 2 else { throw .damaged }
      return Bytes.read(UInt16.self, from: bytes, at: at)
    }
    func u32(_ at: Int) throws(Problem) -> UInt32 {
      guard at >= 0, at <= bytes.count - 4 else { throw .damaged }
      return Bytes.read(UInt32.self, from: bytes, at: at)
    }
    /// An offset or a size: anything beyond the file is damage.
    func offset(_ at: Int) throws(Problem) -> Int {
      guard at >= 0, at <= bytes.count - 8 else { throw .damaged }
      let value = Bytes.read(UInt64.self, from: bytes, at: at)
      guard value <= UInt64(bytes.count) else { throw .damaged }
      return Int(value)
    }
    func text(at start: Int, before end: Int) throws(Problem) -> String {
      guard start >= 0, start < end, end <= bytes.count else { throw .damaged }
      return String(decoding: bytes[start..<end].prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
