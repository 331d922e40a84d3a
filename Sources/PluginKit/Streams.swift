import PluginAPI

/// Takes the bytes of a plugin's state.
public struct OutputStream {
  let raw: OpaquePointer?

  /// Writes after what was written before.
  /// - Throws: `.io` where the disk is full or fails.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try check(host.pointee.write(raw, bytes.baseAddress, bytes.count), "\(bytes.count) bytes of state")
  }

  /// Writes after what was written before.
  /// - Throws: `.io` where the disk is full or fails.
  public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// Gives the bytes of a plugin's state back.
public struct InputStream {
  let raw: OpaquePointer?

  /// Reads on from where the last call has ended.
  /// - Returns: how many bytes of `buffer` were filled, 0 only at the end.
  /// - Throws: `.io` where the file cannot be read.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var got = 0
    try check(host.pointee.read(raw, buffer.baseAddress, buffer.count, &got), "the request for state")
    return got
  }

  /// In `load` of an analyzer: all bytes in place, from a multiple of 64 bytes on, where the host has them so. They stay until
  /// the instance's next `fit`, its next `load` that succeeds, or its end. Nil: read them.
  public var mapped: UnsafeRawBufferPointer? {
    let needed = MemoryLayout<leap_host>.offset(of: \.map)! + MemoryLayout<UnsafeRawPointer>.size
    guard Int(host.pointee.struct_size) >= needed, let map = host.pointee.map else { return nil }
    var (start, length): (UnsafeRawPointer?, Int) = (nil, 0)
    guard map(raw, &start, &length) == LEAP_OK, let start else { return nil }
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// Reads all that is left, at most `limit` bytes.
  /// - Throws: `.data` when there is more; `.io` where the file cannot be read.
  public func readAll(limit: Int = 1 << 32) throws -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try chunk.withUnsafeMutableBytes { try read(into: $0) }
      if got == 0 { return all }
      guard all.count + got <= limit else { throw PluginError(.data, "the state is larger than \(limit) bytes") }
      all.append(contentsOf: chunk[..<got])
    }
  }
}
