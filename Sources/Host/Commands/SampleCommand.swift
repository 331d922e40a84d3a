import ArgumentParser
import Core
import Foundation
import Pipeline

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Show everything that is known of one sample.",
    discussion: """
      Reads the store only: no plugin is loaded.

      Example: leap-host sample validation:11701
      """)

  @Argument(help: "A sample as subset:index.")
  var sample: String
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    let open = try OpenRun(plan: try project.plan(), name: which.name)
    let report = try SampleQuestions(open).report(of: SampleID(parsing: sample))
    if output.json { return try Output.json(SampleAnswer(report)) }
    func name(_ index: Int) -> String {
      let name = report.name(ofClass: index) ?? ""
      return name.isEmpty || name == "\(index)" ? "\(index)" : "\(index) (\(name))"
    }
    Output.text("\(report.sample) of \(report.run)")
    var facts: [[String]] = [["label", report.label.map(name) ?? "-"], ["prediction", name(report.prediction)]]
    facts += report.builtIn.filter { !["label", "prediction"].contains($0.key) }.sorted { $0.key < $1.key }.map {
      [$0.key, $0.value.description]
    }
    facts += report.metadata.map { [$0.0.name, $0.1?.description ?? "-"] }
    Output.table(["column", "value"], facts)
    Output.text("")
    let bars = report.probabilities.enumerated().map { index, value in
      // Logits of a damaged file may be anything.
      let bar = String(repeating: "█", count: value.isFinite ? Int((value * 40).rounded()) : 0)
      return
        "\(name(index).padding(toLength: 14, withPad: " ", startingAt: 0)) \(String(format: "%.4f", value)) \(bar)\(index == report.label ? " < truth" : "")"
    }
    Output.text(bars.joined(separator: "\n"))
  }
}
