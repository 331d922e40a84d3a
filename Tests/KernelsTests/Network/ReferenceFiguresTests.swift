import KernelTwins
import Kernels
import Testing

/// PyTorch's and Captum's figures for the default network; Tests/Fixtures/reference/README.md says how they were made.
@Suite struct ReferenceFiguresTests {
  /// Relative to the largest magnitude.
  let forwardTolerance = 1e-4
  let gradientTolerance = 1e-5
  let names = [
    "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias",
  ]
  let engine: Engine
  let images: [Float]
  let labels: [Int64]

  init() throws {
    let layers: [LayerSpec] = [
      .conv2d(32, kernel: 3), .relu, .maxPool(2), .conv2d(64, kernel: 3), .relu, .maxPool(2), .dense(128), .relu,
      .dropout(0.5), .dense(10),
    ]
    engine = Engine(try Network(input: Shape(1, 28, 28), classes: 10, layers: layers))
    let weights = try Fixture.weights(names)
    try engine.load(engine.parameters.map { StateEntry(name: $0.name, shape: $0.shape, values: weights[$0.name] ?? []) })
    images = try Fixture.small("images").map { Float($0) / 255 }
    labels = try Fixture.small("labels").map { Int64($0) }
  }

  @Test func theNetworkIsTheDefault() {
    #expect(engine.parameters.map(\.name) == names)
    #expect(engine.parameterCount == 225_034)
    #expect(engine.network.ports.map(\.name) == ["input", "logits", "conv1", "pool1", "conv2", "pool2", "dense1"])
    #expect(engine.network.ports[engine.network.features].name == "dense1")
    #expect(engine.network.ports.filter(\.isMaps).map(\.name) == ["conv1", "conv2"])
  }

  @Test func logitsFeaturesAndLosses() throws {
    let logits = Floats(640), features = Floats(64 * 128)
    try engine.forward(
      images, count: 64, outputs: [.init(NetworkPort.logits, logits.pointer), .init(engine.network.features, features.pointer)])
    #expect(relativeError(logits.array, try Fixture.floats("logits")) < forwardTolerance)
    #expect(relativeError(features.array, try Fixture.floats("features")) < forwardTolerance)
    let losses = (0..<64).map { i in
      Float(referenceCrossEntropy([doubles(Array(logits.array[i * 10..<i * 10 + 10]))], labels: [Int(labels[i])]).loss)
    }
    #expect(relativeError(losses, try Fixture.floats("loss")) < forwardTolerance)
  }

  @Test func saliencyAndLossGradient() throws {
    let maps = Floats(4 * 7840), loss = Floats(8 * 784)
    try engine.gradient(
      images, count: 4, targets: (0..<10).map { .score($0) },
      outputs: [GradientOutput(NetworkPort.input, gradients: maps.pointer)])
    #expect(relativeError(maps.array, try Fixture.floats("saliency")) < forwardTolerance)
    try engine.gradient(
      images, labels: labels, count: 8, targets: [.loss], outputs: [GradientOutput(NetworkPort.input, gradients: loss.pointer)])
    #expect(relativeError(loss.array, try Fixture.floats("loss_gradient")) < forwardTolerance)
  }

  /// Grad-CAM from the gradient and the values at conv2, which proves both.
  @Test func gradientAtConv2() throws {
    let conv2 = try #require(engine.network.port(named: "conv2"))
    let n = 64 * 121
    let gradients = Floats(6 * 10 * n), values = Floats(6 * n)
    try engine.gradient(
      images, count: 6, targets: (0..<10).map { .score($0) },
      outputs: [GradientOutput(conv2, gradients: gradients.pointer, values: values.pointer)])
    let g = gradients.array, v = values.array
    var cam: [Float] = []
    for i in 0..<6 {
      for t in 0..<10 {
        let weights = (0..<64).map { c in (0..<121).reduce(0) { $0 + Double(g[((i * 10 + t) * 64 + c) * 121 + $1]) } / 121 }
        for p in 0..<121 {
          let sum = (0..<64).reduce(0) { $0 + weights[$1] * Double(v[(i * 64 + $1) * 121 + p]) }
          cam.append(Float(max(0, sum)))
        }
      }
    }
    #expect(relativeError(cam, try Fixture.floats("gradcam_conv2")) < forwardTolerance)
  }

  /// Each 37th element of each tensor, tensors by name.
  private func cut(_ tensors: [String: [Float]]) -> [[Float]] {
    names.sorted().map { name in stride(from: 0, to: tensors[name]!.count, by: 37).map { tensors[name]![$0] } }
  }

  @Test func parameterGradients() throws {
    let all = try engine.parameterGradient(images, labels: labels, count: 64, on: threads(2))
    let got = cut(Dictionary(uniqueKeysWithValues: all.map { ($0.parameter.name, $0.values) }))
    var expected = try Fixture.floats("gradients")[...]
    for part in got {
      #expect(relativeError(part, Array(expected.prefix(part.count))) < gradientTolerance)
      expected = expected.dropFirst(part.count)
    }
    #expect(expected.isEmpty)
  }

  /// The same network without dropout, because the step was made without.
  ///
  /// Where a gradient is no larger than Adam's epsilon (1e-8), the step magnifies its rounding, ours and PyTorch's, up to a
  /// hundred thousand times: sums in another order cannot meet the tolerance there. Such elements are few, and stay near.
  @Test func oneTrainingStepWithAdam() throws {
    let layers = engine.network.layers.filter { $0.word != "dropout" }
    let plain = Engine(try Network(input: Shape(1, 28, 28), classes: 10, layers: layers))
    try plain.load(engine.state())
    _ = try plain.trainStep(images, labels: labels, count: 64, learningRate: 1e-3, seed: 0, step: 0)
    for step in try steps(plain) {
      let largest = step.expected.map(abs).max() ?? 0
      let off = step.got.indices.filter { abs(step.got[$0] - step.expected[$0]) >= Float(gradientTolerance) * largest }
      #expect(off.allSatisfy { abs(step.gradient[$0]) < 1e-7 }, "\(step.name)")
      #expect(off.count * 200 <= step.got.count, "\(step.name): \(off.count) of \(step.got.count)")
      #expect(relativeError(step.got, step.expected) < 5 * gradientTolerance, "\(step.name)")
    }
  }

  /// The step alone, from PyTorch's own gradients: nothing is left out.
  @Test func adamFromTheSameGradients() throws {
    var gradients = try Fixture.floats("gradients")[...]
    for p in engine.parameters.sorted(by: { $0.name < $1.name }) {
      for i in stride(from: 0, to: p.count, by: 37) {
        engine.store.gradients.pointer[p.offset + Int(p.places[i])] = gradients.removeFirst()
      }
    }
    Update(store: engine.store, settings: TrainingSettings(), learningRate: 1e-3).run(on: .serial)
    for step in try steps(engine) { #expect(relativeError(step.got, step.expected) < gradientTolerance, "\(step.name)") }
  }

  private struct StepOfTensor {
    let name: String
    let got, expected, gradient: [Float]
  }

  /// The engine's weights beside PyTorch's after its step, tensor by tensor.
  private func steps(_ engine: Engine) throws -> [StepOfTensor] {
    let got = cut(Dictionary(uniqueKeysWithValues: engine.state().map { ($0.name, $0.values) }))
    var expected = try Fixture.floats("after_one_adam_step")[...], gradients = try Fixture.floats("gradients")[...]
    defer { #expect(expected.isEmpty && gradients.isEmpty) }
    return zip(names.sorted(), got).map { name, part in
      defer { (expected, gradients) = (expected.dropFirst(part.count), gradients.dropFirst(part.count)) }
      return StepOfTensor(
        name: name, got: part, expected: Array(expected.prefix(part.count)), gradient: Array(gradients.prefix(part.count)))
    }
  }
}
