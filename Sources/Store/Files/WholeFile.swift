import Core
import Foundation
import Glibc
import Synchronization

/// A file that appears complete or not at all, and replaces any of its name in one step.
///
/// Bytes go to a temporary file in the same directory; `finish` puts them on the disk and renames. A process killed in between
/// leaves the old file as it was, and a `.partial` file that `RunStore.lock` sweeps away.
public final class WholeFile {
  private let target: String
  private let file: OpenFile
  private var finished = false

  public init(path: String) throws {
    target = path
    file = try OpenFile(creating: temporaryName(for: path), for: path)
  }

  public func append(_ bytes: [UInt8]) throws { try file.append(bytes) }

  /// Nothing can be appended afterwards.
  public func finish() throws {
    try file.sync()
    try replace(target, by: file.path)
    finished = true
  }

  deinit { if !finished { unlink(file.path) } }
}

/// Writes a file that appears complete or not at all.
public func writeWhole(_ bytes: [UInt8], to path: String) throws {
  try writeWhole(to: path) { try $0.append(bytes) }
}

/// Writes a file in pieces that appears complete or, when `body` throws, not at all.
public func writeWhole(to path: String, _ body: (WholeFile) throws -> Void) throws {
  let file = try WholeFile(path: path)
  try body(file)
  try file.finish()
}

/// The bytes of a file.
/// - Throws: `LeapError` that says whether the file is missing or cannot be read.
public func readWhole(_ path: String) throws -> [UInt8] {
  do {
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    let missing = !fileExists(path)
    throw LeapError(
      missing ? .usage : .system, doing: "reading '\(path)'", problem: missing ? "there is no such file" : "it cannot be read",
      remedy: missing ? "check the path" : "check its permissions")
  }
}

private let temporaryCounter = Atomic<Int>(0)
let temporarySuffix = ".partial"

/// A name beside `path` that no other process and no other call uses.
func temporaryName(for path: String) -> String {
  let number = temporaryCounter.add(1, ordering: .relaxed).newValue
  return "\(path).\(getpid())-\(number)\(temporarySuffix)"
}

/// Renames `temporary` to `target` and makes the new name last.
func replace(_ target: String, by temporary: String) throws {
  guard rename(temporary, target) == 0 else {
    throw systemFailure(errno, doing: "writing '\(fileName(target))'", path: target)
  }
  syncFolder(of: target)
}

/// Puts the names in a directory on the disk. Some file systems cannot; then they need not.
private func syncFolder(of path: String) {
  let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
