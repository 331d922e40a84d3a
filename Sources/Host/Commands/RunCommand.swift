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
    if output.json { return try Output.json(RunJSON(summary)) }
    let open = try OpenRun(store: session.store, project: session.plan.name, name: summary.run)
    RunText.print(summary, added: session.plugins.added, worst: try open.worstMisread(1).first)
  }
}

/// `{"run", "validation_accuracy", "test_accuracy", "stages": [{"name", "seconds", "cached"}]}`
struct RunJSON: Encodable {
  let run: String
  let validation_accuracy: Double?
  let test_accuracy: Double?
  let stages: [StageSummary]

  init(_ summary: RunSummary) {
    run = summary.run
    validation_accuracy = summary.facts["validation_accuracy"]
    test_accuracy = summary.facts["test_accuracy"]
    stages = summary.stages
  }
}

/// The end of a run for people.
enum RunText {
  /// - Parameters:
  ///   - added: libraries of the command line; what they found is printed whole.
  ///   - worst: the sample to look at first.
  static func print(_ summary: RunSummary, added: [String], worst: SampleID? = nil) {
    if summary.nothingChanged { Output.text("Nothing changed: all stages of \(summary.run) are up to date.") }
    for subset in ["training", "validation", "test"] {
      guard let accuracy = summary.facts["\(subset)_accuracy"], let loss = summary.facts["\(subset)_loss"] else { continue }
      Output.text(String(format: "%@ accuracy %.4f, loss %.4f", subset, accuracy, loss))
    }
    for result in summary.results where added.contains(result.source) {
      Output.text("\n\(result.source)\n\(result.text)")
    }
    Output.text("\n\(summary.run) is in \(summary.directory)")
    if added.isEmpty, let worst {
      Output.text(
        """
        The worst misread sample is \(worst). Look next:
          leap-host sample \(worst)
          leap-host similars \(worst)
          leap-host heatmap \(worst) --class all --output map.png
        """)
    }
    Output.text("In the browser: leap-host serve, at http://127.0.0.1:\(ServeCommand.ports.lowerBound)")
  }
}
