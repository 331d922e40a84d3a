import Core
import PluginHost
import Testing

/// A model written in C, that has no gradients.
@Suite struct ModelRoleTests {
  private let input = PortInfo(name: "input", dtype: .float32, shape: [1, 2, 2])

  private func model() async throws -> (PluginRegistry, PluginModel) {
    let (registry, plugin) = try Support.component(try Support.compile("linear_model"), .model)
    let model = try await registry.model(plugin, input: input, classes: 2)
    try await model.initialize(seed: 7)
    return (registry, model)
  }

  @Test func learnsSavesAndLoads() async throws {
    let (_, model) = try await model()
    let inputs = Tensor([1, 0, 0, 0, 0, 0, 0, 1] as [Float], [2, 1, 2, 2])
    let labels = Tensor([0, 1] as [Int64], [2])
    var losses: [Double] = []
    for step in 0..<200 {
      let result = try await model.train(
        TrainingStep(seed: 1, epoch: 0, step: step, learningRate: 0.5, inputs: inputs, labels: labels))
      losses.append(result.loss)
    }
    #expect(losses.last! < 0.2 * losses.first!)
    let before = try await model.predict(inputs)
    #expect(before.features === before.logits, "a model without latent features gives its logits")
    let state = try await model.save(.weights)
    let (_, other) = try await self.model()
    try await other.load(.weights, state)
    #expect(try await other.predict(inputs).logits.floats == before.logits.floats)
    await #expect(throws: LeapError.self) { try await other.load(.weights, Array(state.dropLast(3))) }
    #expect(try await other.predict(inputs).logits.floats == before.logits.floats, "a failed load changes nothing")
  }
}
