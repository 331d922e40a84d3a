import CZlib
import Core
import NIOCore

/// Compresses answers for clients that ask for it.
enum Gzip {
  /// Compressed forms of answers that always are the same bytes; at most 32 MB.
  private static let kept = SharedWork<ByteBuffer?>(limit: 32 << 20) { ($0?.readableBytes ?? 0) + 64 }
  /// Less than this is faster compressed than handed to another thread.
  private static let small = 16 << 10

  /// - Parameter tag: stands for these bytes, if any does.
  /// - Returns: nil where it does not pay.
  static func compressed(_ buffer: ByteBuffer, tag: String?) async -> ByteBuffer? {
    guard buffer.readableBytes > small else { return compressed(buffer) }
    // What cannot be compressed now is sent as it is.
    guard let tag else { return try? await BlockingThreads.run { compressed(buffer) } }
    return (try? await kept.value(tag) { try await BlockingThreads.run { compressed(buffer) } }) ?? nil
  }

  /// - Returns: nil where it does not pay, or zlib has no memory.
  private static func compressed(_ buffer: ByteBuffer) -> ByteBuffer? {
    let bytes = Array(buffer.readableBytesView)
    var size = bytes.count
    var memory = [UInt8](repeating: 0, count: size)
    guard leap_gzip(bytes, bytes.count, 5, &memory, &size) == 1 else { return nil }
    return ByteBuffer(bytes: memory[..<size])
  }
}
