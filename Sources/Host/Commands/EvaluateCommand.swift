import ArgumentParser
import Core
import Foundation
import Pipeline

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate every sample of the project, or images of your own with weights of your own.",
    discussion: """
      With --weights and --input, the images take the same path as samples: logits.npy and features.npy are written to --output,
      so that you can compare with other tools.

      Example: leap-host evaluate
      Example: leap-host evaluate --weights model.safetensors --input images.npy --output out
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var arrays: ArrayOptions
  @Option(name: .long, help: "Folder for logits.npy and features.npy.", completion: .directory)
  var output: String?
  @OptionGroup var format: OutputOptions

  mutating func run() async throws {
    let report = ProgressReport().reporter
    guard try arrays.isUsed(doing: "evaluating") else {
      let session = try project.session(report)
      let summary = try await session.run(through: .evaluate)
      if format.json { return try Output.json(RunSummaryAnswer(summary)) }
      return RunText.print(summary, added: [])
    }
    guard let output else {
      throw LeapError(
        .usage, doing: "evaluating images", problem: "there is no place for the arrays", remedy: "add --output FOLDER")
    }
    let open = try await arrays.open(project, report)
    let (logits, features) = try await open.evaluate()
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw LeapError(
        .system, doing: "making folder '\(output)'", problem: error.localizedDescription, remedy: "choose another --output")
    }
    try OutsideArrays.write(logits, to: output + "/logits.npy")
    try OutsideArrays.write(features, to: output + "/features.npy")
    if format.json {
      return try Output.json(
        ArraysJSON(logits: output + "/logits.npy", features: output + "/features.npy", count: logits.shape[0]))
    }
    Output.text("\(logits.shape[0]) images: \(output)/logits.npy \(logits.shape), \(output)/features.npy \(features.shape)")
  }
}

struct ArraysJSON: Encodable {
  let logits: String
  let features: String
  let count: Int
}
