import Foundation

/// Folders of the user who runs the process, as the XDG Base Directory Specification has them.
public struct UserFolders: Sendable {
  /// Absolute path of `$HOME`, or of the account's home folder where that is not set.
  public let home: String
  /// Absolute path of the folder for data of programs: `$XDG_DATA_HOME`, or `~/.local/share` where that is not set. A relative
  /// value is ignored, as the specification asks.
  public let data: String

  /// Finds the folders of the user whose process has this environment.
  /// - Parameter environment: The process's: HOME and XDG_DATA_HOME are read.
  public init(environment: [String: String]) {
    func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    home = absolute("HOME") ?? FileManager.default.homeDirectoryForCurrentUser.path
    data = absolute("XDG_DATA_HOME") ?? home + "/.local/share"
  }
}
