import Core
import Glibc

/// One open file; closed when it goes out of scope. Every failure is a `LeapError` that names the file.
struct OpenFile: ~Copyable {
  let path: String
  /// The name of the file that the user knows, for messages.
  private let place: String
  private let doing: String
  private let descriptor: Int32

  private init(_ path: String, _ flags: Int32, doing: String, place: String) throws {
    descriptor = open(path, flags | O_CLOEXEC, 0o666)
    self.path = path
    self.place = place
    self.doing = doing
    if descriptor < 0 { throw systemFailure(errno, doing: doing, path: place) }
  }

  init(reading path: String) throws { try self.init(path, O_RDONLY, doing: "reading '\(fileName(path))'", place: path) }

  /// A new empty file, in place of any of that name, that is to become `target`.
  init(creating path: String, for target: String) throws {
    unlink(path)
    try self.init(path, O_RDWR | O_CREAT | O_EXCL, doing: "writing '\(fileName(target))'", place: target)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func size() throws -> Int {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw systemFailure(errno, doing: doing, path: place) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw LeapError(.data, doing: doing, problem: "it is not a regular file", place: place)
    }
    return Int(info.st_size)
  }

  /// Appends `values` as they lie in memory, which is little-endian on every machine we build for.
  func append<Value: BitwiseCopyable>(_ values: [Value]) throws {
    let size = MemoryLayout<Value>.stride
    var rest = values
    while !rest.isEmpty {
      let written = write(descriptor, rest, rest.count * size)
      if written < 0 {
        if errno == EINTR { continue }
        throw systemFailure(errno, doing: doing, path: place)
      }
      // The kernel stops short only when the disk or a limit is nearly reached; the next call says which.
      if written == rest.count * size { return }
      let left = rest.count * size - written
      guard left % size == 0 else { throw systemFailure(ENOSPC, doing: doing, path: place) }
      rest.removeFirst(rest.count - left / size)
    }
  }

  /// Reads `count` values that begin at byte `offset`.
  /// - Throws: when the file ends before.
  func values<Value: BitwiseCopyable>(_ zero: Value, at offset: Int, count: Int) throws -> [Value] {
    let size = MemoryLayout<Value>.stride
    var values: [Value] = []
    while values.count < count {
      let left = min(count - values.count, (1 << 30) / size)
      var part = [Value](repeating: zero, count: left)
      let got = pread(descriptor, &part, left * size, offset + values.count * size)
      if got < 0 {
        if errno == EINTR { continue }
        throw systemFailure(errno, doing: doing, path: place)
      }
      guard got >= size else { throw LeapError(.data, doing: doing, problem: "the file ends too early", place: place) }
      part.removeLast(left - got / size)
      if values.isEmpty { values = part } else { values += part }
    }
    return values
  }

  /// Takes `size` bytes of the disk now, so that writing through a mapping cannot fail for want of space.
  func reserve(_ size: Int) throws {
    guard size > 0 else { return }
    let code = posix_fallocate(descriptor, 0, size)
    if code != 0 { throw systemFailure(code, doing: doing, path: place) }
  }

  /// Returns when the bytes are on the disk.
  func sync() throws {
    if fsync(descriptor) != 0 { throw systemFailure(errno, doing: doing, path: place) }
  }
}
