import Foundation
import Testing

/// The project of this repository, run once for all tests.
enum MNISTRun {
  static let finished = Task<(folder: String, answer: HostProcess.Answer), any Error> {
    let yaml = try String(contentsOfFile: HostProcess.repository + "/leap.yaml", encoding: .utf8)
    let folder = try HostProcess.folder(["leap.yaml": yaml])
    return (folder, try HostProcess.run(["run", "--json"], in: folder))
  }

  static func folder() async throws -> String {
    let (folder, answer) = try await finished.value
    try #require(answer.status == 0, "leap-host run failed: \(answer.errors)")
    return folder
  }

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
