import Foundation
import Testing

/// What `--help` of each command prints is what Tests/Fixtures/help keeps; script/write-docs writes it anew.
@Suite struct HelpTests {
  private static let fixtures = HostProcess.repository + "/Tests/Fixtures/help"

  /// The subcommands that a help text lists: words at the left of its last section, two spaces in.
  private func subcommands(in help: String) -> [String] {
    guard let list = help.range(of: "SUBCOMMANDS:\n") else { return [] }
    return help[list.upperBound...].split(separator: "\n").compactMap { line in
      guard line.hasPrefix("  "), let first = line.dropFirst(2).first, first != " " else { return nil }
      let word = line.dropFirst(2).prefix { $0 != " " }
      return word == "See" ? nil : String(word)
    }
  }

  @Test func everyHelpTextIsAsItWasRead() throws {
    var commands: [[String]] = [[]]
    var names: Set<String> = []
    while let command = commands.popLast() {
      let answer = try HostProcess.run(command + ["--help"], in: HostProcess.root)
      #expect(answer.status == 0)
      let name = (["leap-host"] + command).joined(separator: "-") + ".txt"
      names.insert(name)
      let kept = try? String(contentsOfFile: Self.fixtures + "/" + name, encoding: .utf8)
      #expect(answer.output == kept, "\(name) is stale or missing: run script/write-docs")
      commands += subcommands(in: answer.output).map { command + [$0] }
    }
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: Self.fixtures)) == names)
    #expect(names.count > 18)
  }
}
