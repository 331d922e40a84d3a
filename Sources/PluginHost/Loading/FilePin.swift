import Core
import Foundation

/// A file that leap.yaml has pinned to its content.
enum FilePin {
  /// Compares the SHA-256 of a file with the one that is expected, before anything of the file runs.
  /// - Throws: `LeapError` with both digests where the file has another content.
  static func check(_ path: String, _ pin: String, doing: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LeapError(.plugin, doing: doing, problem: "it cannot be read", remedy: "check the path and its permissions")
    }
    let digest = Digest(of: Array(data)).hex
    guard digest != pin else { return }
    throw LeapError(
      .plugin, doing: doing, problem: "its SHA-256 is \(digest), and leap.yaml wants \(pin)",
      remedy: "restore the file, or correct sha256 if you trust this one")
  }
}
