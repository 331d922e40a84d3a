import ArgumentParser
import Core
import Foundation
import Analytics
import Pipeline

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Measure the model over any samples: accuracy, F1, AUC, calibration and more.",
    discussion: """
      Without names it prints the usual ones for each subset. Reads the store only.

      Example: leap-host metrics
      Example: leap-host metrics f1-macro auc log-loss --filter 'distance_to_class_mean > 7'
      Example: leap-host metrics --confusion --subset validation --output confusion.png
      """)

  @Argument(help: "Names of metrics, such as f1-class-4 or top-3-accuracy.")
  var names: [String] = []
  @Flag(name: .long, help: "Show how often each class was taken for each.")
  var confusion = false
  @Option(name: .long, help: "With --confusion: a .png or .csv file.", completion: .file())
  var output: String?
  @OptionGroup var chosen: FilterOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  mutating func run() throws {
    let metrics = try names.isEmpty ? Metric.usual : names.map { try Metric(named: $0) }
    let open = try OpenRun(plan: try project.plan(), name: which.name)
    if confusion {
      let mask = try ColumnQuestions(open).mask(subset: chosen.subset, filter: chosen.filter)
      return try ConfusionOutput(output: output, json: format.json).show(
        open, mask: mask, title: "Confusion matrix of \(open.run.name)")
    }
    let figures = try MetricQuestions(open).figures(metrics, subset: chosen.subset, filter: chosen.filter)
    if format.json { return try Output.json(MetricsAnswer(figures)) }
    Output.table(
      ["metric"] + figures.subsets,
      [["samples"] + figures.samples.map { "\($0)" }]
        + zip(metrics, figures.values).map { metric, row in
          [metric.name] + row.map { $0.map { String(format: "%.6f", $0) } ?? "-" }
        })
  }
}
