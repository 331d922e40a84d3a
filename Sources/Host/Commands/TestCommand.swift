import ArgumentParser
import Core
import Foundation
import Pipeline

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test the data, plugins and functions of the project on every sample.",
    discussion: """
      It needs no finished run and changes nothing. What it can find is listed in docs/test-codes.md, and by --codes. With an error it
      ends with exit code 1, with warnings alone with 0.

      Example: leap-host test
      Example: leap-host test --sample-limit 1000 --json
      """)

  @Option(name: .long, help: "Test so many samples of each subset, evenly spread; by default all.")
  var sampleLimit: Int?
  @Flag(name: .long, help: "Print what can be found, as docs/test-codes.md.")
  var codes = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let sampleLimit, sampleLimit < 1 { throw ValidationError("--sample-limit must be at least 1.") }
  }

  mutating func run() async throws {
    if codes { return print(TestCode.reference, terminator: "") }
    let tester = try ProjectTester(
      project: project.project, extraPlugins: project.plugin, directory: project.directory, sampleLimit: sampleLimit,
      report: ProgressReport().reporter)
    let report = try await tester.run()
    if output.json { try Output.json(TestAnswer(report)) } else { TestText.print(report) }
    if report.errors > 0 { throw ExitCode(1) }
  }
}
