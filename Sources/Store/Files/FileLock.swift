import Core
import Glibc

/// A lock that one process holds until the value goes away. The system releases it when the process dies, however it dies.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// - Parameter busy: the error when another holds the lock; nil waits for it.
  init(path: String, doing: String, busy: LeapError?) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw systemFailure(errno, doing: doing, path: path) }
    while flock(descriptor, LOCK_EX | (busy == nil ? 0 : LOCK_NB)) != 0 {
      let code = errno
      if code == EINTR { continue }
      if code == EWOULDBLOCK, let busy { throw busy }
      throw systemFailure(code, doing: doing, path: path)
    }
  }

  /// Whether some process holds the lock. One that asks for it at the same instant may find it busy.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
