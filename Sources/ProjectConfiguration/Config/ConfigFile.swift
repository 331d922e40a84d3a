import Core
import Foundation

/// The name of a file as errors show it, and the errors about places in it.
public struct ConfigFile: Hashable, Sendable {
  /// E.g. "leap.yaml", or a whole path for a file elsewhere.
  public let name: String
  public init(name: String) { self.name = name }

  /// The path relative to the current folder when the file is in it, else the whole path.
  init(path: String) {
    let here = FileManager.default.currentDirectoryPath
    let prefix = here.hasSuffix("/") ? here : here + "/"
    name = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// E.g. "leap.yaml:12:7", as compilers and editors write it.
  public func place(_ mark: ConfigNode.Mark) -> String { "\(name):\(mark)" }

  /// An error of the person who wrote the file.
  public func error(_ problem: String, at mark: ConfigNode.Mark, remedy: String? = nil) -> LeapError {
    LeapError(.usage, doing: "", problem: problem, place: place(mark), remedy: remedy)
  }

  /// What to do about an unknown word: "did you mean 'x'?", or else the list of what is known.
  func advice(for word: String, among known: [String], called what: String) -> String? {
    if let near = nearestWord(to: word, among: known) { return "did you mean '\(near)'?" }
    return known.isEmpty ? nil : "known \(what): \(known.joined(separator: ", "))"
  }
}
