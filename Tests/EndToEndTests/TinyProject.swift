import Foundation

/// A project on `TinyData` that `leap-host init` started, run once for all tests.
enum TinyProject {
  /// A project that init started, run once.
  static let finished = Task<String, any Error> {
    let folder = try HostProcess.folder()
    try TinyData.write(to: folder + "/pictures")
    let start = try HostProcess.run(["init", "--data", "pictures", "--name", "tiny"], in: folder)
    guard start.status == 0 else { throw Failed(description: start.errors) }
    let run = try HostProcess.run(["run"], in: folder)
    guard run.status == 0 else { throw Failed(description: run.errors) }
    return folder
  }
  struct Failed: Error, CustomStringConvertible { let description: String }

  static func yaml(_ folder: String) throws -> String {
    try String(contentsOfFile: folder + "/leap.yaml", encoding: .utf8)
  }

  /// A copy of the finished project with more lines in its leap.yaml.
  static func copy(adding lines: String) async throws -> String {
    let folder = try HostProcess.folder() + "/copy"
    try FileManager.default.copyItem(atPath: try await finished.value, toPath: folder)
    try (yaml(folder) + lines).write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    return folder
  }
}
