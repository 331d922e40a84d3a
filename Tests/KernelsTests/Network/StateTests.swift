import KernelTwins
import Kernels
import Testing

@Suite struct StateTests {
  private func engine() throws -> Engine {
    let engine = Engine(
      try Network(input: Shape(2, 6, 6), classes: 3, layers: [.conv2d(5, kernel: 3), .batchNorm(), .dense(7), .dense(3)]))
    engine.initialize(seed: 4)
    return engine
  }

  @Test func whatIsSavedComesBack() throws {
    let a = try engine(), b = try engine()
    b.initialize(seed: 5)
    #expect(a.state() != b.state())
    try b.load(a.state())
    #expect(a.state() == b.state())
  }

  @Test func aBadStateChangesNothing() throws {
    let e = try engine()
    let good = e.state()
    func refusal(_ change: (inout [StateEntry]) -> Void) -> String {
      var state = good
      change(&state)
      for i in state.indices where state[i].values.first?.isFinite == true { state[i].values[0] += 1 }
      do {
        try e.load(state)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(refusal { $0.removeFirst() } == "weight conv1.weight: is missing; expected shape [5, 2, 3, 3]")
    #expect(refusal { $0[1].values[2] = .nan } == "weight conv1.bias: value 2 is nan, not a finite number")
    #expect(
      refusal { $0[1] = StateEntry(name: "conv1.bias", shape: [4], values: [0, 0, 0, 0]) }
        == "weight conv1.bias: has shape [4], expected [5]")
    #expect(refusal { $0[1] = StateEntry(name: "conv1.bias", shape: [5], values: [0]) }.hasPrefix("weight conv1.bias"))
    #expect(
      refusal { $0.append(StateEntry(name: "conv9.bias", shape: [1], values: [0])) }
        == "weight conv9.bias: this network has no such weight")
    #expect(refusal { $0.append($0[0]) } == "weight conv1.weight: is there twice")
    #expect(e.state() == good)
  }

  @Test func callsThatCannotBe() throws {
    let e = try engine()
    let x = randoms(2 * 72, seed: 1), out = Floats(1000)
    func refusal(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(
      refusal { _ = try e.trainStep(x, labels: [0, 3], count: 2, learningRate: 1, seed: 0, step: 0) }
        == "row 1 has label 3, but classes go from 0 to 2")
    #expect(refusal { _ = try e.parameterGradient(x, labels: [-1, 0], count: 2) }.hasPrefix("row 0 has label -1"))
    #expect(
      refusal { _ = try e.trainStep(x, labels: [], count: 0, learningRate: 1, seed: 0, step: 0) }.contains("at least one sample"))
    #expect(
      refusal { _ = try e.trainStep(x, labels: [0, 1], count: 2, learningRate: .nan, seed: 0, step: 0) }.contains("learning rate")
    )
    #expect(refusal { try e.forward(x, count: 2, outputs: [.init(99, out.pointer)]) }.contains("no port 99"))
    #expect(refusal { try e.forward(x, count: -1, outputs: []) } == "-1 samples cannot be")
    let output = GradientOutput(0, gradients: out.pointer)
    #expect(refusal { try e.gradient(x, count: 2, targets: [.score(3)], outputs: [output]) }.contains("no class 3"))
    #expect(refusal { try e.gradient(x, count: 2, targets: [.loss], outputs: [output]) }.contains("needs labels"))
    #expect(
      refusal { try e.gradient(x, count: 2, targets: [.seed(port: -1, values: out.pointer, isShared: true)], outputs: [output]) }
        .contains("no port -1"))
    let zero = TrainingSettings(classWeights: [1, 1, 0])
    #expect(
      refusal { _ = try e.trainStep(x, labels: [2, 2], count: 2, learningRate: 1, seed: 0, step: 0, settings: zero) }.contains(
        "class weight 0"))
  }

  @Test func noSamplesAreNoWork() throws {
    let e = try engine(), out = Floats(0)
    try e.forward(randoms(1, seed: 1), count: 0, outputs: [.init(1, out.pointer)])
    try e.gradient(randoms(1, seed: 1), count: 0, targets: [.score(0)], outputs: [GradientOutput(0, gradients: out.pointer)])
    #expect(out.array.isEmpty)
  }
}
