import ArgumentParser
import Core
import Foundation
import Analytics
import Pictures
import Pipeline
import ProjectConfiguration
import Store

struct ChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Chart any column against any other, or a chart that leap.yaml keeps under a name.",
    discussion: """
      Each group has its number of samples and a 95% interval. --output ending in .png draws, in .csv and .json writes the
      numbers; without it they are printed. --correlate says how x and y go together.

      Example: leap-host chart loss-by-distance --output chart.png
      Example: leap-host chart --x distance_to_class_mean --width 0.5 --y loss --facet label --output chart.png
      Example: leap-host chart --x label --y correct --filter 'subset == validation'
      Example: leap-host chart --x distance_to_class_mean --y loss --correlate
      """)

  @Argument(help: "The name of a chart under `dashboard` in leap.yaml.")
  var name: String?
  @Option(name: .long, help: "The column whose values are the groups.")
  var x: String?
  @Option(name: .long, help: "So many bins of equal width.")
  var bins: Int?
  @Option(name: .long, help: "Bins of this width.")
  var width: Double?
  @Flag(name: .long, help: "A group for each value.")
  var distinct = false
  @Option(name: .long, help: "Order of the groups: value, count or y.")
  var order: String?
  @Option(name: .long, help: "At most so many groups.")
  var limit: Int?
  @Option(name: .long, help: "The column that a figure is made of; without it samples are counted.")
  var y: String?
  @Option(name: .long, help: "mean, median, min, max, count, std or quantile.")
  var aggregate: String?
  @Option(name: .long, help: "Which quantile, from 0 to 1.")
  var quantile: Double?
  @Option(name: .long, help: "The column whose values stand side by side.")
  var split: String?
  @Option(name: .long, help: "The column whose values get a chart each.")
  var facet: String?
  @Option(name: .long, help: "Only samples for which this holds, e.g. 'label == 4 && loss > 1'.")
  var filter: String?
  @Option(name: .long, help: "samples, batches or epochs.")
  var of = SavedChart.Source.samples
  @Option(name: .customLong("compare"), help: "A run to compare, such as run-0001. Repeatable.")
  var compared: [String] = []
  @Flag(name: .long, help: "Say how x and y go together: Pearson's and Spearman's coefficients.")
  var correlate = false
  @Option(name: .long, help: "A .png, .csv or .json file.", completion: .file())
  var output: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  mutating func run() async throws {
    let plan = try project.plan()
    let open = try OpenRun(plan: plan, name: which.name)
    guard let name else { return try answer(try question(open), of: of, title: title, open) }
    guard x == nil, y == nil else {
      throw LeapError(
        .usage, doing: "making a chart", problem: "a name and --x exclude each other", remedy: "give one of them")
    }
    guard let saved = plan.charts.first(where: { $0.name == name }) else {
      let names = plan.charts.map(\.name)
      throw LeapError(
        .usage, doing: "making chart '\(name)'", problem: "leap.yaml has no chart of that name",
        remedy: names.isEmpty ? "ask with --x and --y" : "choose from \(names.joined(separator: ", "))")
    }
    switch saved.kind {
    case .chart: try answer(try saved.question(file: plan.source), of: saved.source, title: saved.title, open)
    case .confusionMatrix: try ConfusionOutput(output: output, json: format.json).show(open, mask: nil, title: saved.title)
    }
  }

  private func answer(_ query: ChartQuery, of source: SavedChart.Source, title: String, _ open: OpenRun) throws {
    if correlate { return try showCorrelation(query, of: source, open) }
    let result = try ChartQuestions(open).result(of: query, over: source)
    let json = ChartAnswer(result, title: title)
    guard let output else {
      if format.json { return try Output.json(json) }
      let table = result.table
      Output.table(table.header, table.rows)
      return result.notes.forEach { Output.text($0) }
    }
    switch output.split(separator: ".").last {
    case "png": try writeWhole(try result.picture(title: title).drawn().png(), to: output)
    case "csv": try writeWhole(Array(result.csv.utf8), to: output)
    case "json": try writeWhole(Array(try Output.encoded(json).utf8), to: output)
    default:
      throw LeapError(
        .usage, doing: "making a chart", problem: "'\(output)' is no picture and no table",
        remedy: "let --output end in .png, .csv or .json")
    }
    if format.json { return try Output.json(json) }
    Output.text("\(title), \(result.groups.count) groups of \(result.rows) rows: \(output)")
  }

  private func showCorrelation(_ query: ChartQuery, of source: SavedChart.Source, _ open: OpenRun) throws {
    guard let y = query.y.column else {
      throw LeapError(.usage, doing: "correlating", problem: "two columns are needed", remedy: "add --y, e.g. --y loss")
    }
    let found = try Correlation(of: query.x.column, y, in: ChartQuestions(open).table(of: source), filter: query.filter)
    if format.json { return try Output.json(CorrelationAnswer(found)) }
    func row(_ name: String, _ part: Correlation.Coefficient?) -> [String] {
      [name, part.map { String(format: "%.4f", $0.r) } ?? "-", part.map { String(format: "%.3g", $0.p) } ?? "-"]
    }
    Output.text("\(query.x.column) and \(y) over \(found.n) rows")
    Output.table(["coefficient", "r", "p"], [row("Pearson", found.pearson), row("Spearman", found.spearman)])
  }

  private var title: String { "\(y.map { "\(aggregate ?? "mean") \($0)" } ?? "samples") by \(x ?? "")" }

  private func question(_ open: OpenRun) throws -> ChartQuery {
    guard let x else {
      throw LeapError(
        .usage, doing: "making a chart", problem: "it is not said of what", remedy: "name a chart of leap.yaml, or add --x COLUMN"
      )
    }
    let groups: [ChartQuery.Groups] = [bins.map { .bins($0) }, width.map { .width($0) }, distinct ? .distinct : nil].compactMap {
      $0
    }
    guard groups.count < 2 else {
      throw LeapError(
        .usage, doing: "making a chart", problem: "--bins, --width and --distinct exclude each other", remedy: "give one of them")
    }
    let table = try ChartQuestions(open).table(of: of)
    return ChartQuery(
      x: .init(x, groups.first, order: try order.map(ChartQuery.Order.init(named:)), limit: limit),
      y: .init(y, try aggregate.map { try .init(named: $0, quantile: quantile) }), split: split, facet: facet,
      filter: try filter.map { try Filter(parsing: $0, for: table) }, runs: compared)
  }
}

extension SavedChart.Source: ExpressibleByArgument {}
