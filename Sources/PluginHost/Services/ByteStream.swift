import Synchronization

/// What stands behind a `leap_stream`: bytes that a plugin writes or reads, or a mapped file that it reads.
final class ByteStream: Sendable {
  private let state: Mutex<(bytes: [UInt8], position: Int)>
  /// The mapped file `[bytes]` uint8; nil where the bytes are not those of a file.
  let file: Tensor?
  init(_ bytes: [UInt8] = []) {
    state = Mutex((bytes, 0))
    file = nil
  }
  init(_ file: Tensor) {
    state = Mutex(([], 0))
    self.file = file
  }
  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> ByteStream? {
    handle.map { Unmanaged<ByteStream>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }
  func write(_ more: UnsafeRawBufferPointer) {
    let copy = Array(more)
    state.withLock { $0.bytes.append(contentsOf: copy) }
  }
  func read(upTo capacity: Int) -> [UInt8] {
    state.withLock { state in
      let end = min(file?.count ?? state.bytes.count, state.position + capacity)
      let part =
        if let file {
          Array(UnsafeRawBufferPointer(start: file.raw.pointee.data + state.position, count: end - state.position))
        } else {
          Array(state.bytes[state.position..<end])
        }
      state.position += part.count
      return part
    }
  }
}
