import Analytics
import ArgumentParser
import Core
import Foundation
import Pictures
import Pipeline
import Store

struct ExploreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Draw the population map: samples that are alike for the model lie near each other.",
    discussion: """
      Color is the ground truth and size the loss, unless you choose other columns. --output ending in .png draws the map, in
      .npy writes its places [samples, 2], in .csv one line a sample. Maps of later runs are turned to that of the first, so that
      a group stays where it was. Runs the project where there is no finished run yet.

      Example: leap-host explore --output map.png
      Example: leap-host explore test:5012 validation:11701 --subset validation --color correct
      Example: leap-host explore --filter 'label in [4, 9]' --color holes
      """)

  @Argument(help: "Samples to point at, as subset:index.")
  var samples: [String] = []
  @Option(name: .long, help: "The column that colors the dots.")
  var color = "label"
  @Option(name: .long, help: "The column of numbers that sizes the dots, or none.")
  var size = "loss"
  @OptionGroup var chosen: FilterOptions
  @Option(name: .long, help: "A .png, .npy or .csv file.", completion: .file())
  var output = "map.png"
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  mutating func run() async throws {
    guard let kind = ["png", "npy", "csv"].first(where: { output.hasSuffix(".\($0)") }) else {
      throw LeapError(
        .usage, doing: "drawing the population map", problem: "'\(output)' is no picture and no table",
        remedy: "let --output end in .png, .npy or .csv")
    }
    let open = try await finishedRun(project, which, ProgressReport().reporter)
    let view = try PopulationQuestions(open).view()
    let allowed = try ColumnQuestions(open).mask(subset: chosen.subset, filter: chosen.filter)
    let rows = view.places.indices.filter { allowed?[$0] ?? true }
    guard !rows.isEmpty else {
      throw LeapError(
        .usage, doing: "drawing the population map", problem: "no sample passes the filter", remedy: "choose a wider one")
    }
    let marked = try samples.map { try open.rows.row(of: SampleID(parsing: $0)) }
    switch kind {
    case "png":
      let picture = PopulationPicture(
        open: open, view: view, rows: rows, color: color, size: size == "none" ? nil : size, marked: marked)
      try writeWhole(try picture.drawn().png(), to: output)
    case "npy":
      try ArrayFile.write(rows.flatMap { [view.places[$0].x, view.places[$0].y] }, shape: [rows.count, 2], to: output)
    default: try writeWhole(Array(try csv(open, view, rows).utf8), to: output)
    }
    if format.json {
      return try Output.json(PopulationAnswer(run: open.run.name, view, samples: rows.count, output: output))
    }
    if view.isPreview { Terminal.warning("the map is not finished: this is how far it came; go on with leap-host run") }
    Output.text("population map of \(open.run.name), \(rows.count) samples: \(output)")
  }

  /// RFC 4180; the header is `sample,x,y` and the columns of color and size.
  private func csv(_ open: OpenRun, _ view: PopulationView, _ rows: [Int]) throws -> String {
    let names = [color, size].filter { $0 != "none" }
    let columns = try names.map { try ColumnQuestions(open).column($0).values }
    let lines = rows.map { row -> [String] in
      let (sample, place) = (open.rows.sample(at: row), view.places[row])
      return ["\(sample)", "\(place.x)", "\(place.y)"] + columns.map { $0[row]?.description ?? "" }
    }
    return CSV.text([["sample", "x", "y"] + names] + lines)
  }
}
