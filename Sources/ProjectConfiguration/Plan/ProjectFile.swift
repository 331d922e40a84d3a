import Core
import Foundation

extension ProjectPlan {
  public static let fileName = "leap.yaml"
  /// A larger file is no leap.yaml.
  static let largestFile = 1 << 20

  /// Reads and checks one leap.yaml.
  /// - Parameter path: Absolute, or relative to the current folder.
  public static func load(file path: String) throws -> ProjectPlan {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    let source = ConfigFile(path: path)
    func refusal(_ kind: LeapError.Kind, _ problem: String, _ remedy: String) -> LeapError {
      LeapError(kind, doing: "reading the project", problem: problem, place: source.name, remedy: remedy)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw refusal(.usage, "there is no such file", "name a leap.yaml, or run leap-host in a folder that has one")
    }
    guard !isFolder.boolValue else { throw refusal(.usage, "this is a folder", "name the leap.yaml in it") }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw refusal(.system, "the file cannot be read", "check its permissions")
    }
    guard data.count <= largestFile else { throw refusal(.usage, "the file is larger than 1 MiB", "name a leap.yaml") }
    return try ProjectPlan(yaml: try text(of: data, source: source), file: path)
  }

  /// Reads the leap.yaml of `directory` or of the nearest folder above it that has one.
  public static func find(from directory: String) throws -> ProjectPlan {
    let start = URL(fileURLWithPath: directory).standardizedFileURL
    var folder = start
    while true {
      let candidate = folder.appendingPathComponent(fileName).path
      if FileManager.default.fileExists(atPath: candidate) { return try load(file: candidate) }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      guard parent.path != folder.path, parent.path.count < folder.path.count else { break }
      folder = parent
    }
    throw LeapError(
      .usage, doing: "looking for the project", problem: "there is no leap.yaml in \(start.path) or above it",
      remedy: "change to a project's folder, or write a leap.yaml there as README.md shows")
  }

  /// The text of the file, without its byte order mark.
  static func text(of data: Data, source: ConfigFile) throws -> String {
    if let text = String(validating: data, as: UTF8.self) { return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text }
    var line = 1
    for part in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { break }
      line += 1
    }
    throw source.error("not UTF-8 text", at: ConfigNode.Mark(line: line, column: 1), remedy: "save the file as UTF-8")
  }
}
