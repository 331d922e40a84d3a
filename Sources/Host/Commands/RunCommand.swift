import ArgumentParser
import Core
import Foundation
import Pipeline

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run all stages of the project: dataset, train, evaluate, metadata, analyze.",
    discussion: """
      Finished stages are kept: a second run redoes only what has changed, and an interrupted one goes on where it stopped.

      Example: leap-host run
      Example: leap-host --plugin libSimilars.so
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let session = try project.session(ProgressReport().reporter)
    let summary = try await session.run()
    if output.json { return try Output.json(RunSummaryAnswer(summary)) }
    let open = try OpenRun(store: session.store, project: session.plan.name, name: summary.run)
    RunText.print(summary, added: session.plugins.added, worst: try SampleQuestions(open).worstMisread(1).first)
  }
}
