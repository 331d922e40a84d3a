import Core
import Glibc

/// Creates `path` and the directories above it that are missing.
func makeFolder(_ path: String, doing: String) throws {
  if mkdir(path, 0o777) == 0 { return }
  var code = errno
  if code == ENOENT, folder(of: path) != path {
    try makeFolder(folder(of: path), doing: doing)
    if mkdir(path, 0o777) == 0 { return }
    code = errno
  }
  var info = stat()
  if code == EEXIST, stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { return }
  throw systemFailure(code == EEXIST ? ENOTDIR : code, doing: doing, path: path)
}

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Gives a file a second name, replacing any of that name. The bytes are shared where the file system can, else copied.
func linkFile(_ source: String, to target: String) throws {
  let temporary = temporaryName(for: target)
  if link(source, temporary) == 0 {
    try replace(target, by: temporary)
    // Renaming one name of a file to another of its names does nothing, and leaves both.
    unlink(temporary)
    return
  }
  let code = errno
  guard [EXDEV, EPERM, EMLINK, ENOTSUP].contains(code) else {
    throw systemFailure(code, doing: "reusing '\(fileName(source))'", path: code == ENOENT ? source : target)
  }
  let from = try OpenFile(reading: source)
  let size = try from.size()
  let step = 16 << 20
  try writeWhole(to: target) { copy in
    for offset in stride(from: 0, to: size, by: step) {
      try copy.append(try from.values(UInt8(0), at: offset, count: min(step, size - offset)))
    }
  }
}
