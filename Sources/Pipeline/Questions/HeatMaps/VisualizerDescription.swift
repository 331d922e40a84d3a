import Core
import PluginHost

/// What a visualizer has said that it can do with one model. To say so it may have to try the model out, so it is asked once a
/// model.
struct VisualizerDescription: Sendable {
  /// What the visualizer renders: "heat-map", "image", ...
  let kind: String
  /// Methods that work with the model, the default first.
  let methods: [String]

  init<Model: ModelRole>(of visualizer: any VisualizerRole<Model>, for model: Model) async throws {
    (kind, methods) = try await visualizer.describe(model)
  }

  /// The last visualizer that draws heat maps by a method, or by its default where nil: the command line's come before those of
  /// leap.yaml.
  /// - Parameters:
  ///   - count: of the project's visualizers.
  ///   - describe: asked of one number after the other, from the last on and not further than needed.
  /// - Throws: `LeapError` that names the methods that there are.
  static func choose(
    method: String?, among count: Int, describe: (Int) async throws -> VisualizerDescription
  ) async throws -> (number: Int, method: String) {
    var offered: [String] = []
    var draws = false
    for number in (0..<count).reversed() {
      let found = try await describe(number)
      guard found.kind == "heat-map" else { continue }
      if let chosen = method ?? found.methods.first, found.methods.contains(chosen) { return (number, chosen) }
      draws = true
      offered += found.methods
    }
    let doing = "drawing a heat map"
    guard draws else {
      throw LeapError(
        .usage, doing: doing, problem: "the project has no visualizer for it",
        remedy: "add libHeatMap.so to `visualizers` in leap.yaml")
    }
    guard let method, !offered.isEmpty else {
      throw LeapError(
        .usage, doing: doing, problem: "no visualizer of the project has a method for this model",
        remedy: "add one that does, like libHeatMap.so, to `visualizers` in leap.yaml")
    }
    throw LeapError(
      .usage, doing: doing, problem: "no visualizer of the project offers '\(method)' for this model",
      remedy: "choose from \(offered.joined(separator: ", "))")
  }
}
