import ArgumentParser
import Core
import Foundation
import Pipeline

struct SimilarsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similars",
    abstract: "Fetch the samples most like one sample, by the model's latent features.",
    discussion: """
      The nearest come first; the query itself is left out.

      Example: leap-host similars test:5012 --limit 10
      Example: leap-host similars test:5012 --subset training --metric cosine
      """)

  @Argument(help: "A sample as subset:index.")
  var sample: String
  @Option(name: .long, help: "How many to fetch.")
  var limit = 10
  @Option(name: .long, help: "Only samples of this subset.")
  var subset: String?
  @Option(name: .long, help: "l2 or cosine; by default as leap.yaml says.")
  var metric: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let session = try project.session(readingOnly: true, ProgressReport().reporter)
    let open = try OpenRun(store: session.store, project: session.plan.name, name: which.name)
    let query = SimilarsQuery(sample: try SampleID(parsing: sample), limit: limit, subset: subset, metric: metric)
    let neighbors = try await session.similars(query, in: open)
    if output.json { return try Output.json(SimilarsJSON(query: sample, neighbors: neighbors)) }
    Output.table(
      ["sample", "distance", "label", "prediction"],
      neighbors.map { neighbor in
        [
          neighbor.sample.description, String(format: "%.4f", neighbor.distance), neighbor.label.map(String.init) ?? "-",
          neighbor.prediction.map(String.init) ?? "-",
        ]
      })
  }
}

struct SimilarsJSON: Encodable {
  struct Item: Encodable {
    let sample: String
    let distance: Double
    let label: Int?
    let prediction: Int?
  }
  let query: String
  let neighbors: [Item]

  init(query: String, neighbors: [Neighbor]) {
    self.query = query
    self.neighbors = neighbors.map {
      Item(sample: $0.sample.description, distance: $0.distance, label: $0.label, prediction: $0.prediction)
    }
  }
}
