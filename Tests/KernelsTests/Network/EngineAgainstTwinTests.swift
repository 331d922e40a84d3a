import KernelTwins
import Kernels
import Testing

/// The fast engine in single precision against the slow one in double precision.
@Suite struct EngineAgainstTwinTests {
  /// Sums of a few hundred products of numbers near 1, rounded once each.
  let tolerance = 2e-5
  static let counts = [1, 7]

  @Test(arguments: cases, counts) func everyActivation(_ c: Case, count: Int) throws {
    let s = try Subject(c.input, c.layers, count: count)
    let trace = s.twin.forward(s.batch, isTraining: false)
    let ports = Array(s.network.ports.indices)
    let values = try s.forward(ports)
    for port in ports {
      let node = s.network.ports[port].node
      let expected = node < 0 ? trace.input : trace.outputs[node]
      #expect(relativeError(values[port], expected.flatMap { $0 }) < tolerance, "\(s.network.ports[port].name)")
    }
  }

  @Test(arguments: cases, counts) func gradientsOfScoresLossAndSeeds(_ c: Case, count: Int) throws {
    let s = try Subject(c.input, c.layers, count: count)
    let trace = s.twin.forward(s.batch, isTraining: false)
    let ports = Array(s.network.ports.indices)
    let middle = ports.count / 2
    let shape = s.network.ports[middle].shape
    let seed = randoms(count * shape.count, seed: 77)
    let got = try seed.withUnsafeBufferPointer { (values) throws -> [[Float]] in
      let own = GradientTarget.seed(port: middle, values: values.baseAddress!, isShared: false)
      return try s.gradient([GradientTarget.score(2), GradientTarget.loss, own], ports)
    }
    let zeros = [[Double]](repeating: [0, 0, 0], count: count)
    var loss: [[Double]] = []
    var seeds: [[Double]] = []
    for i in 0..<count {
      loss += referenceCrossEntropy([trace.logits[i]], labels: [s.classLabels[i]]).gradient
      seeds.append(doubles(Array(seed[i * shape.count..<(i + 1) * shape.count])))
    }
    let node = s.network.ports[middle].node
    let ones = [[Double]](repeating: [0, 0, 1], count: count)
    var expected = [s.twin.backward(trace, ones), s.twin.backward(trace, loss)]
    expected.append(node < 0 ? inputOnly(trace, seeds) : s.twin.backward(trace, zeros, seeds: [node: seeds]))
    for port in ports {
      let n = s.network.ports[port].shape.count
      for (t, e) in expected.enumerated() {
        var mine: [Float] = []
        for i in 0..<count { mine += got[port][(i * 3 + t) * n..<(i * 3 + t + 1) * n] }
        let node = s.network.ports[port].node
        let theirs = node < 0 ? e.input : e.nodes[node]
        #expect(relativeError(mine, theirs.flatMap { $0 }) < tolerance, "\(s.network.ports[port].name), target \(t)")
      }
    }
  }

  /// A seed at the input itself: that gradient is the seed, all others are 0.
  private func inputOnly(_ trace: ReferenceNetwork.Trace, _ seeds: [[Double]]) -> ReferenceNetwork.Gradients {
    var result = ReferenceNetwork.Gradients()
    result.input = seeds
    result.nodes = trace.outputs.map { samples in samples.map { [Double](repeating: 0, count: $0.count) } }
    return result
  }

  @Test(arguments: cases) func parameterGradientsInEvaluation(_ c: Case) throws {
    let s = try Subject(c.input, c.layers, count: 7)
    let trace = s.twin.forward(s.batch, isTraining: false)
    let loss = referenceCrossEntropy(trace.logits, labels: s.classLabels)
    let expected = s.twin.backward(trace, loss.gradient).weights
    for (parameter, values) in try s.engine.parameterGradient(s.inputs, labels: s.labels, count: s.count) {
      #expect(relativeError(values, expected[parameter.name] ?? []) < tolerance, "\(parameter.name)")
    }
  }

  /// One step of plain gradient descent at rate 1 shows the gradient, with dropout and the statistics of the batch.
  @Test(arguments: cases, [2, 37]) func oneTrainingStep(_ c: Case, count: Int) throws {
    let s = try Subject(c.input, c.layers, count: count)
    var twin = s.twin
    twin.drop = { drop(s.network, seed: 9, step: 4, $0, $1, $2) }
    let settings = TrainingSettings(
      optimizer: .sgd(), labelSmoothing: 0.1, classWeights: [0.5, 1, 2])
    let result = try s.engine.trainStep(
      s.inputs, labels: s.labels, count: count, learningRate: 1, seed: 9, step: 4, settings: settings)
    let trace = twin.forward(s.batch, isTraining: true)
    let loss = referenceCrossEntropy(trace.logits, labels: s.classLabels, smoothing: 0.1, weights: [0.5, 1, 2])
    let right = zip(trace.logits, s.classLabels).filter { z, label in z.firstIndex(of: z.max()!)! == label }.count
    #expect(abs(result.loss - loss.loss) < 1e-5 * max(1, abs(loss.loss)))
    #expect(result.correct == right)
    let gradients = twin.backward(trace, loss.gradient).weights
    let largest = gradients.values.flatMap { $0.map(abs) }.max() ?? 0
    for entry in s.engine.state() {
      guard let g = gradients[entry.name], let before = twin.weights[entry.name] else { continue }
      let moved = zip(before, entry.values).map { $0 - Double($1) }
      let error = zip(moved, g).map { abs($0 - $1) }.max() ?? 0
      // In front of a batch norm a gradient may be exactly 0, so part of the tolerance is that of the largest gradient.
      let rounding = 1e-7 * (before.map(abs).max() ?? 0)
      #expect(error < 4e-5 * (g.map(abs).max() ?? 0) + 4e-5 * largest + 4 * rounding, "\(entry.name)")
    }
    for (i, node) in s.network.nodes.enumerated() {
      guard case .batchNorm(let momentum, _) = node.kind, let norm = trace.norms[i], let name = node.name else { continue }
      let n = Double(count * node.input.count / norm.mean.count), m = Double(momentum)
      let mean = zip(twin.weights[name + ".running_mean"]!, norm.mean).map { (1 - m) * $0 + m * $1 }
      let variance = zip(twin.weights[name + ".running_var"]!, norm.variance).map { (1 - m) * $0 + m * $1 * n / (n - 1) }
      let state = Dictionary(uniqueKeysWithValues: s.engine.state().map { ($0.name, $0.values) })
      #expect(relativeError(state[name + ".running_mean"]!, mean) < tolerance)
      #expect(relativeError(state[name + ".running_var"]!, variance) < tolerance)
    }
  }
}

/// What the definition of dropout multiplies a value with; memory places are those of the engine.
func drop(_ network: Network, seed: UInt64, step: Int, _ node: Int, _ sample: Int, _ index: Int) -> Double {
  guard case .dropout(let rate) = network.nodes[node].kind else { return 1 }
  var layout = Layout.input(of: network)
  for n in network.nodes[..<node] { layout = layout.after(n) }
  let shape = layout.shape
  let place = (index % shape.pixels) * layout.stride + index / shape.pixels
  let keeps = Dropout.keeps(
    rate: rate, seed: seed, step: step, layer: network.nodes[node].number, sample: sample, index: place,
    count: layout.count)
  return keeps ? 1 / (1 - Double(rate)) : 0
}
