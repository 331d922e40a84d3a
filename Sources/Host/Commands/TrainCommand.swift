import ArgumentParser
import Pipeline

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train the model of the project and no more.",
    discussion: """
      Goes on from the last checkpoint where a training was interrupted. The weights are model.safetensors in the run's folder.

      Example: leap-host train
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let session = try project.session(ProgressReport().reporter)
    let summary = try await session.run(through: .train)
    if output.json { return try Output.json(RunSummaryAnswer(summary)) }
    if summary.nothingChanged { Output.text("Nothing changed: the model of \(summary.run) is trained.") }
    Output.text("weights: \(summary.directory)/\(RunFiles.model)")
  }
}
