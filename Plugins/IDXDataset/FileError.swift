import Glibc
import PluginKit

/// Errors about one file of the data set: each names the file and what to do.
enum FileError {
  /// The system refused `what`; errno says why.
  static func io(_ what: String, _ path: String) -> PluginError {
    PluginError(.io, "could not \(what) \(path): \(String(cString: strerror(errno)))")
  }

  /// The file's content is wrong.
  static func data(_ path: String, _ what: String) -> PluginError {
    PluginError(.data, "\(path) \(what); get the file again, or point the option 'path' at another folder")
  }

  static func noMemory(_ path: String, _ length: Int) -> PluginError {
    PluginError(.noMemory, "no memory for the \(length) bytes of \(path); keep the file uncompressed, it is then mapped instead")
  }
}
