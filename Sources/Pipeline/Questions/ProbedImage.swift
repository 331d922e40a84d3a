import Analytics
import Core
import PluginHost
import Store

/// What the model says of an image that a person has changed.
public struct ProbedImage: Sendable {
  public var prediction: Prediction
  /// The place on the map as `PopulationQuestions.view` shows it; nil where no analyzer places samples.
  public var place: SIMD2<Float>?
  /// The samples nearest to it; empty where no analyzer finds neighbors.
  public var neighbors: [Neighbor]
}

extension ImageQuestions {
  /// What the model says of an image that no data set has.
  /// - Parameters:
  ///   - pixels: of one image, in the shape that the model reads.
  ///   - label: its true class, for the loss; nil where there is none.
  ///   - view: the map that it is to be placed on; nil where there is none.
  public func probe(
    _ pixels: [Float], label: Int?, neighbors count: Int, on view: PopulationView?, in open: OpenRun
  ) async throws -> ProbedImage {
    let shape = open.dataset.input.shape
    let doing = "probing an image"
    guard pixels.count == open.dataset.input.count, pixels.allSatisfy(\.isFinite) else {
      throw LeapError(
        .usage, doing: doing, problem: "\(pixels.count) pixels were given, or one is no number",
        remedy: "the model of \(open.run.name) reads \(shape)")
    }
    let model = try await session.model(of: open.run, dataset: open.dataset)
    let output = try await model.predict(Tensor(pixels, [1] + shape))
    var result = ProbedImage(
      prediction: Prediction(logits: output.logits.floats, label: Int64(label ?? -1)), place: nil, neighbors: [])
    if let view, !view.isPreview, let placer = try await session.analyzer(that: .places, in: open) {
      let place = try await placer.place(output.features).floats
      let own = SIMD2(place[0], place[1])
      result.place = view.alignment?.place(own) ?? own
    }
    if try await session.analyzer(that: .findsNeighbors, in: open) != nil {
      result.neighbors = try await SimilarsQuestions(session).neighbors(
        SimilarsQuery(.vectors(output.features), limit: min(count, open.rows.count)), in: open)
    }
    return result
  }
}
