import CZlib
import Hummingbird

/// Compresses answers for clients that ask for it.
enum Gzip {
  /// - Returns: nil where it does not pay, or zlib has no memory.
  static func compressed(_ buffer: ByteBuffer) -> ByteBuffer? {
    let bytes = Array(buffer.readableBytesView)
    var size = bytes.count
    var memory = [UInt8](repeating: 0, count: size)
    guard leap_gzip(bytes, bytes.count, 5, &memory, &size) == 1 else { return nil }
    return ByteBuffer(bytes: memory[..<size])
  }
}
