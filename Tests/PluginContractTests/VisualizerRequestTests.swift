import Core
import PluginHost
import Testing

/// What a visualizer is told beside targets and samples.
@Suite struct VisualizerRequestTests {
  private func model() async throws -> PluginModel {
    let (registry, plugin) = try Support.component(try Support.compile("linear_model"), .model)
    let model = try await registry.model(
      plugin, input: PortInfo(name: "input", dtype: .float32, shape: [1, 2, 2]), classes: 2)
    try await model.initialize(seed: 7)
    return model
  }

  private func visualizer() async throws -> PluginVisualizer {
    let (registry, plugin) = try Support.component(try Support.compile("asked_visualizer"), .visualizer)
    return try await registry.visualizer(plugin)
  }

  private func asked(_ visualizer: PluginVisualizer, _ model: PluginModel?, maps: Tensor? = nil) async throws -> Results {
    try await visualizer.render(
      Support.batch(count: 1, labels: [0]), VisualRequest(targets: [.score(0)], maps: maps), model: model)
  }

  /// What a visualizer found out about a model holds as long as the number stays, and no longer.
  @Test func weightsHaveANumberUntilTheyChange() async throws {
    let visualizer = try await visualizer()
    let (model, other) = (try await model(), try await model())
    func number(_ model: PluginModel) async throws -> Int64 {
      try #require(try await asked(visualizer, model).integers["weights"])
    }
    let first = try await number(model)
    #expect(first > 0)
    _ = try await model.predict(Tensor([1, 0, 0, 0] as [Float], [1, 1, 2, 2]))
    let state = try await model.save(.weights)
    #expect(try await number(model) == first, "asking changes no weights")
    var seen = [first, try await number(other)]
    _ = try await model.train(
      TrainingStep(
        seed: 1, epoch: 0, step: 0, learningRate: 0.5, inputs: Tensor([1, 0, 0, 0] as [Float], [1, 1, 2, 2]),
        labels: Tensor([0] as [Int64], [1])))
    seen.append(try await number(model))
    try await model.load(.weights, state)
    seen.append(try await number(model))
    try await model.initialize(seed: 8)
    seen.append(try await number(model))
    // What a call that failed has left is not known.
    await #expect(throws: LeapError.self) { try await model.load(.weights, [1, 2, 3]) }
    seen.append(try await number(model))
    #expect(Set(seen).count == seen.count, "\(seen)")
    #expect(try await asked(visualizer, nil).integers["weights"] == nil)
  }

  @Test func mapsComeAlong() async throws {
    let visualizer = try await visualizer()
    let maps = Tensor([0.25, 1, 2, 3] as [Float], [1, 1, 2, 2])
    #expect(try await asked(visualizer, nil, maps: maps).numbers["map"] == 0.25)
    #expect(try await asked(visualizer, nil).numbers["map"] == nil)
  }
}
