import Kernels
import Testing

/// Same bytes from the fused operations for any number of lanes, and for a batch and its singles.
@Suite struct FusedDeterminismTests {
  @Test(arguments: fusedCases) func lanesDoNotChangeABit(_ c: Case) throws {
    var all: [[[Float]]] = []
    for lanes in [1, 2, 3, 8] {
      let s = try Subject(c.input, c.layers, count: 37)
      let parallel = threads(lanes)
      for step in 0..<2 {
        _ = try s.engine.trainStep(
          s.inputs, labels: s.labels, count: s.count, learningRate: 0.01, seed: 3, step: step, on: parallel)
      }
      let ports = s.network.portsBehindPools
      all.append(
        s.engine.state(training: true).map(\.values) + (try s.forward(ports, on: parallel))
          + (try s.gradient([.score(0), .loss, .score(1)], ports, on: parallel))
          + (try s.gradient([.loss], ports, on: parallel)))
    }
    for i in 1..<4 { #expect(all[i] == all[0]) }
    #expect(all[0].allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test(arguments: fusedCases) func aBatchEqualsItsSingles(_ c: Case) throws {
    let s = try Subject(c.input, c.layers, count: 5)
    let ports = s.network.portsBehindPools
    let batch = try s.forward(ports), gradients = try s.gradient([.score(1), .loss], ports)
    for i in 0..<s.count {
      let one = try Subject(c.input, c.layers, count: 1, inputs: s, row: i)
      for (k, values) in try one.forward(ports).enumerated() {
        #expect(values == Array(batch[k][i * values.count..<(i + 1) * values.count]))
      }
      for (k, values) in try one.gradient([.score(1), .loss], ports).enumerated() {
        #expect(values == Array(gradients[k][i * values.count..<(i + 1) * values.count]))
      }
    }
  }

  /// The evaluation programs see the weights of the latest step, though they keep transformed copies.
  @Test func weightsAreNeverStale() throws {
    let c = fusedCases[8]
    let a = try Subject(c.input, c.layers, count: 4), b = try Subject(c.input, c.layers, count: 4)
    let ports = a.network.portsBehindPools
    _ = (try a.forward(ports), try a.gradient([.loss], ports))
    for s in [a, b] { _ = try s.engine.trainStep(s.inputs, labels: s.labels, count: 4, learningRate: 0.1, seed: 1, step: 0) }
    #expect(try a.forward(ports) == b.forward(ports))
    #expect(try a.gradient([.loss], ports) == b.gradient([.loss], ports))
    try a.engine.load(a.engine.state().map { StateEntry(name: $0.name, shape: $0.shape, values: $0.values.map { $0 / 2 }) })
    #expect(try a.forward(ports) != b.forward(ports))
  }
}
