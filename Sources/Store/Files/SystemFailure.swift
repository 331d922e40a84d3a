import Core
import Glibc

/// What a failed call to the system means to the person who must act.
/// - Parameters:
///   - code: `errno` right after the call.
///   - doing: what was being done, e.g. "writing 'features.npy'".
///   - path: the file or directory that it was done to.
func systemFailure(_ code: Int32, doing: String, path: String) -> LeapError {
  let (problem, remedy): (String, String?) =
    switch code {
    case ENOSPC: ("the disk is full", "free some space on it and run the command again; everything finished so far is kept")
    case EDQUOT: ("your disk quota is used up", "free some space and run the command again; everything finished so far is kept")
    case EFBIG:
      ("the file would be larger than is allowed here", "raise the limit (ulimit -f) or use a file system for larger files")
    case EACCES, EPERM:
      ("permission denied", "give yourself the right to it (ls -ld shows who has it) or work in another directory")
    case EROFS: ("the file system is read-only", "work in a directory that can be written")
    case ENOENT: ("there is no such file or directory", nil)
    case ENOTDIR: ("a part of the path is a file, not a directory", "remove or rename that file")
    case EISDIR: ("it is a directory, not a file", "name a file")
    case ENAMETOOLONG: ("the path is too long", "use a shorter one")
    case EMFILE, ENFILE: ("too many files are open", "raise the limit (ulimit -n)")
    case ENOMEM: ("there is not enough memory", "close other programs or use a smaller batch")
    case EIO: ("the disk reports an error", "check the disk (dmesg)")
    default: ("the system reports error \(code)", "errno \(code) says why (man errno)")
    }
  return LeapError(.system, doing: doing, problem: problem, place: path, remedy: remedy)
}

/// The last part of a path, for messages.
func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

/// The directory that holds `path`.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
