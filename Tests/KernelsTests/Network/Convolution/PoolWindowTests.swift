import KernelTwins
import Kernels
import Testing

/// Which of four equal, negative or undefined values wins, through networks whose answer is known.
@Suite struct PoolWindowTests {
  /// One 1 x 1 filter of weight 1 and a pool of one window, then a dense layer that passes it on.
  private func gradient(_ values: [Float]) throws -> (output: Float, gradient: [Float]) {
    let network = try Network(
      input: Shape(1, 2, 2), classes: 1, layers: [.conv2d(1, kernel: 1), .relu, .maxPool(2), .dense(1)])
    let engine = Engine(network)
    try engine.load(
      engine.stateShapes().map {
        StateEntry(name: $0.name, shape: $0.shape, values: [$0.name.hasSuffix("weight") ? 1 : 0])
      })
    let out = Floats(1), g = Floats(4)
    try engine.forward(values, count: 1, outputs: [.init(NetworkPort.logits, out.pointer)])
    try engine.gradient(
      values, count: 1, targets: [.score(0)], outputs: [GradientOutput(NetworkPort.input, gradients: g.pointer)])
    return (out.array[0], g.array)
  }

  @Test func theLargestWins() throws {
    for i in 0..<4 {
      var values: [Float] = [0.25, 0.25, 0.25, 0.25]
      values[i] = 2
      let (output, gradient) = try gradient(values)
      #expect(output == 2)
      #expect(gradient == (0..<4).map { $0 == i ? 1 : 0 })
    }
  }

  @Test func ofEqualOnesTheFirst() throws {
    #expect(try gradient([3, 3, 3, 3]).gradient == [1, 0, 0, 0])
    #expect(try gradient([1, 3, 3, 3]).gradient == [0, 1, 0, 0])
    #expect(try gradient([1, 1, 3, 3]).gradient == [0, 0, 1, 0])
    #expect(try gradient([1, 3, 3, 1]).gradient == [0, 1, 0, 0])
  }

  @Test func nothingPassesBelowZero() throws {
    #expect(try gradient([-1, -2, -3, -4]) == (0, [0, 0, 0, 0]))
    #expect(try gradient([0, 0, 0, 0]) == (0, [0, 0, 0, 0]))
  }

  @Test func aNaNShows() throws {
    for i in 0..<4 {
      var values: [Float] = [1, 2, 3, 4]
      values[i] = .nan
      #expect(try gradient(values).output.isNaN)
    }
  }

  /// Winograd's transforms round; a lead that small must still win, and equal sums must stay equal. No sum of these numbers
  /// needs more than the 24 bits of a float.
  @Test(arguments: [0, 5, 14, 21, 30, 35], [0, 0x1p-18, 0x1p-16] as [Float])
  func aNarrowLeadWinsThroughTransforms(pixel: Int, lead: Float) throws {
    try narrowLead(.conv2d(24, kernel: 3), .relu, pixel, lead)
    try narrowLead(.conv2d(16, kernel: 3, padding: 1), .relu(name: "relu1"), pixel, lead)
  }

  private func narrowLead(_ convolution: LayerSpec, _ relu: LayerSpec, _ pixel: Int, _ lead: Float) throws {
    let network = try Network(input: Shape(8, 6, 6), classes: 3, layers: [convolution, relu, .maxPool(2), .dense(3)])
    let engine = Engine(network)
    let state = engine.stateShapes().map { entry in
      let numbers = randoms(entry.shape.reduce(1, *), seed: 7).map { ($0 * 4).rounded() / 16 }
      let values = entry.name == "conv1.bias" ? numbers.map { $0 + 1 } : numbers
      return StateEntry(name: entry.name, shape: entry.shape, values: values)
    }
    try engine.load(state)
    var input = [Float](repeating: 0.25, count: 8 * 36)
    for channel in 0..<8 { input[channel * 36 + pixel] += lead }
    let g = Floats(3 * input.count)
    try engine.gradient(
      input, count: 1, targets: [.score(0), .score(1), .score(2)],
      outputs: [GradientOutput(NetworkPort.input, gradients: g.pointer)])
    let twin = ReferenceNetwork(
      network, weights: Dictionary(uniqueKeysWithValues: state.map { ($0.name, doubles($0.values)) }))
    let trace = twin.forward([doubles(input)], isTraining: false)
    for target in 0..<3 {
      let right = twin.backward(trace, [(0..<3).map { $0 == target ? 1 : 0 }]).input[0]
      #expect(relativeError(Array(g.array[target * input.count..<(target + 1) * input.count]), right) < 1e-5)
    }
  }
}
