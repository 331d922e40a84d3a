import ArgumentParser
import Core
import Foundation
import Pipeline
import Store

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run as one web page that opens from disk without a server.",
    discussion: """
      The page has the population map to explore, the charts of leap.yaml, the confusion matrix, the findings, and the worst
      samples with their heat maps. It loads nothing and can be sent to anybody. What needs a plugin is left out, with a warning,
      where the plugin cannot be loaded.

      Example: leap-host export --output report.html
      Example: leap-host export --run run-0001 --output before.html
      """)

  @Option(name: .long, help: "An .html file.", completion: .file(extensions: ["html"]))
  var output = "report.html"
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  mutating func run() async throws {
    guard output.hasSuffix(".html") else {
      throw LeapError(
        .usage, doing: "exporting a run", problem: "'\(output)' is no web page", remedy: "let --output end in .html")
    }
    let plan = try project.plan()
    let open = try OpenRun(plan: plan, name: which.name)
    var session: Session?
    do {
      session = try project.session(readingOnly: true, ProgressReport(isQuiet: true).reporter)
    } catch let error as LeapError {
      Terminal.warning("the report has no heat maps: \(error.problem)")
    }
    let page = try await RunReport(plan: plan, open: open).page(
      session: session, environment: ProcessInfo.processInfo.environment, warn: Terminal.warning)
    let bytes = Array(try page.text().utf8)
    try writeWhole(bytes, to: output)
    if format.json { return try Output.json(ExportJSON(run: open.run.name, output: output, bytes: bytes.count)) }
    Output.text("\(open.run.name), \(open.rows.count) samples: \(output)")
  }
}

struct ExportJSON: Encodable {
  let run: String
  let output: String
  let bytes: Int
}
