import Core
import Foundation

/// Finds plugin libraries by path or name.
public struct PluginFinder: Sendable {
  /// Folders searched for a name, in order: beside the executable, `LEAP_PLUGIN_PATH`, the XDG data directory.
  public let folders: [String]

  /// Reads `LEAP_PLUGIN_DIR` (in place of the executable's folder), `LEAP_PLUGIN_PATH` and the XDG folders; touches no file.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    var folders = [environment["LEAP_PLUGIN_DIR"] ?? Self.executableFolder]
    folders += (environment["LEAP_PLUGIN_PATH"] ?? "").split(separator: ":").map(String.init)
    folders.append(UserFolders(environment: environment).data + "/leap/plugins")
    self.folders = folders
  }

  private static var executableFolder: String {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  /// The absolute path of a plugin: a path (anything with a slash) counted from `directory`, or a name looked up in `folders`.
  /// - Throws: `LeapError` with the folders searched and the nearest name, where there is no such file.
  public func find(_ name: String, from directory: String) throws -> String {
    func error(_ problem: String, _ remedy: String) -> LeapError {
      LeapError(.plugin, doing: "looking for plugin '\(name)'", problem: problem, remedy: remedy)
    }
    if name.contains("/") {
      let path = URL(fileURLWithPath: name, relativeTo: URL(fileURLWithPath: directory)).standardizedFileURL.path
      guard FileManager.default.fileExists(atPath: path) else { throw error("there is no file '\(path)'", "check the path") }
      return path
    }
    for folder in folders {
      let path = folder + "/" + name
      if FileManager.default.fileExists(atPath: path) {
        return URL(fileURLWithPath: path).standardizedFileURL.path
      }
    }
    if FileManager.default.fileExists(atPath: directory + "/" + name) {
      throw error("a bare name is not looked up in the current folder", "write ./\(name) for the file there")
    }
    let known = installed().map { URL(fileURLWithPath: $0).lastPathComponent }
    let hint = nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
    throw error(
      "it is in none of \(folders.joined(separator: ", "))",
      hint ?? "give a path, or add its folder to LEAP_PLUGIN_PATH; `leap-host plugin list` shows what is installed")
  }

  /// Paths of all libraries in `folders` that export the entry symbol; the first of a name counts.
  public func installed() -> [String] {
    var seen: Set<String> = []
    var paths: [String] = []
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where name.hasSuffix(".so") && !seen.contains(name) {
        let path = folder + "/" + name
        // A scan passes over what is no plugin; loading it by name says why.
        guard let file = try? Data(contentsOf: URL(fileURLWithPath: path)), let elf = try? ELFFile(Array(file)),
          elf.exportedFunctions.contains(PluginLibrary.entrySymbol)
        else { continue }
        seen.insert(name)
        paths.append(path)
      }
    }
    return paths
  }
}
