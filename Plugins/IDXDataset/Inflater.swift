import CZlib

/// Unpacks a gzip file (RFC 1952, one member) piece by piece.
final class Inflater {
  private let packed: ByteStore
  private let path: String
  // zlib keeps the address of its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// The member's end was reached and its check sum is right.
  private(set) var ended = false
  /// Packed bytes read so far.
  private(set) var consumed = 0

  static func isGzip(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

  init(_ packed: ByteStore, path: String) throws {
    self.packed = packed
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 more than the window's size asks for the gzip wrapper alone.
    let status = inflateInit2_(stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw FileError.noMemory(path, 0) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Fills `target` as far as the content goes; returns the number of bytes written.
  /// - Throws: `.data` when the packed bytes are damaged. A file that is cut just yields less.
  func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    // zlib counts in 32 bits.
    let piece = 1 << 30
    var produced = 0
    while produced < target.count, !ended {
      let input = min(piece, packed.bytes.count - consumed)
      let output = min(piece, target.count - produced)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.bytes.baseAddress.map { $0 + consumed })
      stream.pointee.avail_in = UInt32(input)
      stream.pointee.next_out = target.baseAddress! + produced
      stream.pointee.avail_out = UInt32(output)
      let status = inflate(stream, Z_NO_FLUSH)
      consumed += input - Int(stream.pointee.avail_in)
      produced += output - Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END: ended = true
      case Z_OK: break
      case Z_BUF_ERROR where consumed == packed.bytes.count: return produced
      case Z_MEM_ERROR: throw FileError.noMemory(path, target.count)
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
        throw FileError.data(path, "is damaged near packed byte \(consumed) (\(reason))")
      }
    }
    return produced
  }
}
