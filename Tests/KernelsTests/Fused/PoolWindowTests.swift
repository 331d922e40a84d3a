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
    try engine.forward(values, count: 1, outputs: [.init(Port.logits, out.pointer)])
    try engine.gradient(values, count: 1, targets: [.score(0)], outputs: [GradientOutput(Port.input, gradients: g.pointer)])
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
}
