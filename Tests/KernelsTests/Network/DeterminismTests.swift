import Kernels
import Testing

/// Same seed, same bytes: for any number of lanes, for a batch and its singles, and after a resume.
@Suite struct DeterminismTests {
  private func train(_ s: Subject, steps: Range<Int>, on parallel: Parallel) throws {
    let settings = TrainingSettings(weightDecay: 1e-3, clipNorm: 0.5)
    for step in steps {
      _ = try s.engine.trainStep(
        s.inputs, labels: s.labels, count: s.count, learningRate: 0.01, seed: 3, step: step, settings: settings,
        on: parallel)
    }
  }

  @Test(arguments: cases) func lanesDoNotChangeABit(_ c: Case) throws {
    var states: [[StateEntry]] = []
    var results: [[[Float]]] = []
    for lanes in [1, 2, 3, 8] {
      let s = try Subject(c.input, c.layers, count: 37)
      let parallel = threads(lanes)
      try train(s, steps: 0..<3, on: parallel)
      states.append(s.engine.state(training: true))
      let ports = Array(s.network.ports.indices)
      results.append(
        try s.forward(ports, on: parallel) + s.gradient([.score(0), .loss, .score(1)], ports, on: parallel))
    }
    for i in 1..<4 {
      #expect(states[i] == states[0])
      #expect(results[i] == results[0])
    }
    #expect(states[0].allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }

  @Test(arguments: cases) func aBatchEqualsItsSingles(_ c: Case) throws {
    let s = try Subject(c.input, c.layers, count: 13)
    let ports = Array(s.network.ports.indices)
    let batch = try s.forward(ports)
    let gradients = try s.gradient([.score(1), .loss], ports)
    for i in 0..<s.count {
      let one = try Subject(c.input, c.layers, count: 1, inputs: s, row: i)
      for (port, values) in try one.forward(ports).enumerated() {
        #expect(values == Array(batch[port][i * values.count..<(i + 1) * values.count]))
      }
      for (port, values) in try one.gradient([.score(1), .loss], ports).enumerated() {
        #expect(values == Array(gradients[port][i * values.count..<(i + 1) * values.count]))
      }
    }
  }

  @Test(arguments: cases) func aResumedTrainingEndsWithTheSameBytes(_ c: Case) throws {
    let whole = try Subject(c.input, c.layers, count: 9)
    try train(whole, steps: 0..<4, on: .serial)
    let first = try Subject(c.input, c.layers, count: 9)
    try train(first, steps: 0..<2, on: .serial)
    let second = try Subject(c.input, c.layers, count: 9)
    try second.engine.load(first.engine.state(training: true), training: true, step: first.engine.step)
    try train(second, steps: 2..<4, on: threads(2))
    #expect(second.engine.state(training: true) == whole.engine.state(training: true))
  }

  @Test func seedsAndStepsMatter() throws {
    let layers: [LayerSpec] = [.dense(64), .dropout(0.5), .dense(3)]
    func state(seed: UInt64, step: Int) throws -> [StateEntry] {
      let s = try Subject(Shape(1, 4, 4), layers, count: 4)
      _ = try s.engine.trainStep(s.inputs, labels: s.labels, count: 4, learningRate: 0.1, seed: seed, step: step)
      return s.engine.state()
    }
    #expect(try state(seed: 1, step: 0) == state(seed: 1, step: 0))
    #expect(try state(seed: 1, step: 0) != state(seed: 2, step: 0))
    #expect(try state(seed: 1, step: 0) != state(seed: 1, step: 1))
  }
}

extension Subject {
  /// One row of another subject, with its weights.
  init(_ input: Shape, _ layers: [LayerSpec], count: Int, inputs other: Subject, row: Int) throws {
    let n = input.count
    engine = Engine(other.network)
    try engine.load(other.engine.state())
    inputs = Array(other.inputs[row * n..<(row + 1) * n])
    labels = [other.labels[row]]
    self.count = count
  }
}
