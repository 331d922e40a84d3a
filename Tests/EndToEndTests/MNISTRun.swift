import Foundation
import Testing

/// The project of this repository, run once for all tests, also for those in a browser: script/mnist-project keeps it as long as neither
/// leap-host, a plugin nor leap.yaml has changed. Tests work on a copy.
enum MNISTRun {
  /// A copy of the project's folder, and what `leap-host run --json` said when the run was made.
  static let finished = Task<(folder: String, answer: HostProcess.Answer), any Error> {
    let script = Process()
    script.executableURL = URL(fileURLWithPath: HostProcess.repository + "/script/mnist-project")
    script.arguments = [HostProcess.products]
    let output = Pipe()
    script.standardOutput = output
    try script.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    script.waitUntilExit()
    try #require(script.terminationStatus == 0, "script/mnist-project fails")
    let kept = text.trimmingCharacters(in: .newlines)
    let folder = try HostProcess.folder()
    for name in ["leap.yaml", ".leap"] {
      try FileManager.default.copyItem(atPath: kept + "/" + name, toPath: folder + "/" + name)
    }
    func said(_ name: String) throws -> String { try String(contentsOfFile: kept + "/" + name, encoding: .utf8) }
    return (folder, HostProcess.Answer(status: 0, output: try said("run.json"), errors: try said("run.log")))
  }

  /// A folder in which the project has run.
  static func folder() async throws -> String { try await finished.value.folder }

  /// What a command prints, where it succeeds.
  static func text(_ arguments: String...) async throws -> String { try await answer(arguments).output }

  static func json(_ arguments: String...) async throws -> [String: Any] { try await answer(arguments + ["--json"]).json() }

  private static func answer(_ arguments: [String]) async throws -> HostProcess.Answer {
    let answer = try HostProcess.run(arguments, in: try await folder())
    try #require(answer.status == 0, "leap-host \(arguments.joined(separator: " ")): \(answer.errors)")
    return answer
  }

  /// The bytes of a file that a command wrote.
  static func bytes(of file: String) async throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: try await folder() + "/" + file)))
  }

  /// Width and height of a PNG file that a command wrote.
  static func size(ofPicture file: String) async throws -> (width: Int, height: Int) {
    let bytes = try await bytes(of: file)
    try #require(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "\(file) is no PNG")
    func number(at i: Int) -> Int { bytes[i..<i + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(at: 16), number(at: 20))
  }
}
