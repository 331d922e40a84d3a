import Glibc

/// Reads the arrays of Tests/Fixtures/reference.
enum Fixture {
  struct Missing: Error { let path: String }

  static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
    return try bytes(atPath: "/" + folder + "/Fixtures/reference/" + name)
  }

  static func bytes(atPath path: String) throws -> [UInt8] {
    guard let f = fopen(path, "rb") else { throw Missing(path: path) }
    defer { fclose(f) }
    fseek(f, 0, SEEK_END)
    var all = [UInt8](repeating: 0, count: ftell(f))
    rewind(f)
    guard fread(&all, 1, all.count, f) == all.count else { throw Missing(path: path) }
    return all
  }

  /// The data of a .npy file; version 1 or 2 headers end where their length says.
  private static func payload(_ name: String) throws -> ArraySlice<UInt8> {
    let all = try bytes(name + ".npy")
    return all[(10 + Int(all[8]) + Int(all[9]) << 8)...]
  }

  static func floats(_ name: String) throws -> [Float] { floats(try payload(name)) }
  static func small(_ name: String) throws -> [UInt8] { Array(try payload(name)) }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { i in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[i + $1]) << UInt32(8 * $1) })
    }
  }

  /// Of weights.safetensors, each tensor by name. The header is small and ours, so a search for the name is enough.
  static func weights(_ names: [String]) throws -> [String: [Float]] {
    let all = try bytes("weights.safetensors")
    let size = (0..<8).reduce(0) { $0 | Int(all[$1]) << (8 * $1) }
    let header = String(decoding: all[8..<8 + size], as: UTF8.self)
    var result: [String: [Float]] = [:]
    for name in names {
      guard let entry = header.split(separator: "\"" + name + "\":", maxSplits: 1).dropFirst().first,
        let offsets = entry.split(separator: "\"data_offsets\":[", maxSplits: 1).dropFirst().first
      else { throw Missing(path: name) }
      let numbers = offsets.prefix { $0 != "]" }.split(separator: ",").compactMap { Int($0) }
      result[name] = floats(all[8 + size + numbers[0]..<8 + size + numbers[1]])
    }
    return result
  }
}
