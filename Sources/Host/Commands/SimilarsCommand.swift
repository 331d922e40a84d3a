import ArgumentParser
import Core
import Foundation
import Pictures
import Pipeline
import PluginHost
import Store

struct SimilarsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similars",
    abstract: "Fetch the samples most like some others, by the model's latent features.",
    discussion: """
      The nearest come first; samples that were asked for are left out. Several seeds count by the mean of the distances to
      them, or by the least (near any of them) or the largest (near all of them).

      Example: leap-host similars test:5012 --limit 10
      Example: leap-host similars test:5012 validation:11701 --combine min --subset training --metric cosine
      Example: leap-host similars validation:11701 --filter 'label == 5 && not correct'
      Example: leap-host similars --images digit.png
      Example: leap-host similars test:5012 --array logits
      """)

  @Argument(help: "Samples as subset:index.")
  var samples: [String] = []
  @Option(name: .long, help: "Seeds from a .npy file [n, d] of latent features.", completion: .file(extensions: ["npy"]))
  var vectors: String?
  @Option(
    name: .long, help: "Seeds from a .npy file [n, channels, height, width] of images, float32 or uint8, or one image as .png.",
    completion: .file(extensions: ["npy", "png"]))
  var images: String?
  @Option(name: .long, help: "What counts of several seeds: mean, min or max of the distances.")
  var combine = SimilarsQuery.Combination.mean
  @Option(name: .long, help: "How many to fetch.")
  var limit = 10
  @OptionGroup var chosen: FilterOptions
  @Option(name: .long, help: "l2 or cosine; by default as leap.yaml says.")
  var metric: String?
  @Option(name: .long, help: "The array of the run to compare by: features, logits, map, ...")
  var array: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let (session, open) = try project.opened(which, ProgressReport().reporter)
    let seeds = try self.seeds(channels: open.dataset.input.shape.first ?? 1)
    let query = SimilarsQuery(
      seeds, combination: combine, limit: limit,
      allowed: try ColumnQuestions(open).mask(subset: chosen.subset, filter: chosen.filter), metric: metric, array: array)
    let neighbors = try await SimilarsQuestions(session).neighbors(query, in: open)
    if output.json {
      return try Output.json(
        SimilarsAnswer(query: samples.isEmpty ? vectors ?? images ?? "" : samples.joined(separator: " "), neighbors: neighbors))
    }
    Output.table(
      ["sample", "distance", "label", "prediction"],
      neighbors.map { neighbor in
        [
          neighbor.sample.description, String(format: "%.4f", neighbor.distance), neighbor.label.map(String.init) ?? "-",
          neighbor.prediction.map(String.init) ?? "-",
        ]
      })
  }

  /// - Parameter channels: of the data set's images.
  private func seeds(channels: Int) throws -> SimilarsQuery.Seeds {
    guard [!samples.isEmpty, vectors != nil, images != nil].count(where: { $0 }) == 1 else {
      throw LeapError(
        .usage, doing: "finding similars", problem: "it must be said of what, once",
        remedy: "name samples like validation:11701, or give --vectors or --images")
    }
    if let vectors { return .vectors(try OutsideArrays.vectors(vectors)) }
    if let images, images.hasSuffix(".png") {
      let picture = try PNGPixels([UInt8](try Data(contentsOf: URL(fileURLWithPath: images))), channels: channels, name: images)
      return .images(Tensor(picture.planes, [1, channels, picture.height, picture.width]))
    }
    if let images { return .images(try OutsideArrays.images(images)) }
    return .samples(try samples.map { try SampleID(parsing: $0) })
  }
}

extension SimilarsQuery.Combination: ExpressibleByArgument {}
