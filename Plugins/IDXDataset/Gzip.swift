/// A gzip file whose content begins with a header that says how long it is.
enum Gzip {
  /// Unpacks exactly the announced length.
  ///
  /// - Parameters:
  ///   - header: how many bytes `announced` needs to see.
  ///   - announced: the length of the whole content, by its header; throws when the header makes no sense.
  /// - Throws: `.data` when the file is cut, damaged, or of another length. Memory is taken only after the header was checked
  ///   and the packed bytes could hold so much.
  static func unpack(
    _ packed: ByteStore, path: String, header: Int, announced: (UnsafeBufferPointer<UInt8>) throws -> Int
  ) throws -> ByteStore {
    let stream = try Inflater(packed, path: path)
    return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: header) { start in
      let length = try announced(UnsafeBufferPointer(rebasing: start[..<stream.fill(start)]))
      // Deflate never packs better than 1032 to 1.
      guard length / 1032 <= packed.bytes.count else {
        throw FileError.data(path, "announces \(length) bytes, more than its \(packed.bytes.count) packed bytes can hold")
      }
      return try ByteStore(length: length, for: path) { target in
        _ = target.update(fromContentsOf: start)
        let produced = try header + stream.fill(UnsafeMutableBufferPointer(rebasing: target[header...]))
        guard produced == length else {
          throw FileError.data(path, "is cut: it unpacks to \(produced) bytes, and its header announces \(length)")
        }
        try checkEnd(stream, packed, path: path, length: length)
      }
    }
  }

  private static func checkEnd(_ stream: Inflater, _ packed: ByteStore, path: String, length: Int) throws {
    let more = try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { try stream.fill($0) }
    guard more == 0 else { throw FileError.data(path, "goes on after the \(length) bytes that its header announces") }
    guard stream.ended else { throw FileError.data(path, "is cut: the end of its packed content is missing") }
    guard stream.consumed == packed.bytes.count else {
      throw FileError.data(path, "has \(packed.bytes.count - stream.consumed) bytes after the end of its packed content")
    }
  }
}
