import ArgumentParser
import Core
import Foundation
import Pipeline
import Store

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Put all that tells why the model saw what it saw in one sample on one page.",
    discussion: """
      The page has the image, the prediction, a heat map for each class and for the loss with figures that say how far it can be
      believed, the samples most like it, its metadata, and what other visualizers of the project draw.

      Example: leap-host analyze validation:11701 --output page.png
      Example: leap-host analyze validation:11701 --method integrated-gradients --output page.html
      """)

  @Argument(help: "A sample as subset:index.")
  var sample: String
  @Option(name: .long, help: "The method of the heat maps; by default the visualizer's first.")
  var method: String?
  @Option(name: .long, help: "The layer that methods like gradcam look at; by default the last convolution.")
  var layer: String?
  @Option(name: .long, help: "How many similar samples to show.")
  var neighbors = 8
  @Option(name: .long, help: "A .png or .html file.", completion: .file())
  var output: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  func validate() throws {
    guard (1...200).contains(neighbors) else { throw ValidationError("--neighbors must be from 1 to 200.") }
  }

  mutating func run() async throws {
    guard format.json || output != nil, output.map({ $0.hasSuffix(".png") || $0.hasSuffix(".html") }) ?? true else {
      throw LeapError(
        .usage, doing: "analyzing \(sample)", problem: "there is no place for the page",
        remedy: "add --output FILE.png or FILE.html")
    }
    let (session, open) = try project.opened(which, ProgressReport(isQuiet: true).reporter)
    let analysis = try await AnalysisQuestions(session).analysis(
      of: SampleID(parsing: sample), HeatMapRequest(method: method, layer: layer, isPicture: true), neighbors: neighbors, in: open
    )
    if let output {
      let page = try AnalysisPage(analysis)
      try writeWhole(output.hasSuffix(".png") ? try page.picture().png() : Array(try page.html().utf8), to: output)
    }
    if format.json { return try Output.json(AnalysisJSON(analysis, output: output)) }
    if let output { Output.text("\(sample), \(analysis.classes.method): \(output)") }
  }
}

struct AnalysisJSON: Encodable {
  let sample: SampleAnswer
  let method: String
  let evidence: EvidenceAnswer
  let neighbors: [NeighborAnswer]
  let output: String?

  init(_ analysis: SampleAnalysis, output: String?) {
    sample = SampleAnswer(analysis.report)
    method = analysis.classes.method
    evidence = EvidenceAnswer(analysis.classes)
    neighbors = analysis.neighbors.map(NeighborAnswer.init)
    self.output = output
  }
}
