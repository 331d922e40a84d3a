import KernelTwins
import Kernels
import Testing

/// The fused convolutions against the definition of their three layers, in double precision.
@Suite struct FusedAgainstTwinTests {
  /// Winograd's transforms add and subtract four numbers each way before they round.
  let tolerance = 2e-5

  @Test(arguments: fusedCases, [1, 3, 7]) func valuesAndGradients(_ c: Case, count: Int) throws {
    let s = try Subject(c.input, c.layers, count: count)
    let ports = s.network.portsBehindPools
    let trace = s.twin.forward(s.batch, isTraining: false)
    for (port, values) in zip(ports, try s.forward(ports)) {
      let node = s.network.ports[port].node
      let expected = node < 0 ? trace.input : trace.outputs[node]
      #expect(relativeError(values, expected.flatMap { $0 }) < tolerance, "\(s.network.ports[port].name)")
    }
    for targets in [[1], [2, 0, 1]] {
      let got = try s.gradient(targets.map { .score($0) }, ports)
      for (t, target) in targets.enumerated() {
        let ones = [[Double]](repeating: (0..<3).map { $0 == target ? 1 : 0 }, count: count)
        let expected = s.twin.backward(trace, ones)
        for (port, values) in zip(ports, got) {
          let n = s.network.ports[port].shape.count, node = s.network.ports[port].node
          var mine: [Float] = []
          for i in 0..<count {
            let first = (i * targets.count + t) * n
            mine += values[first..<first + n]
          }
          let theirs = node < 0 ? expected.input : expected.nodes[node]
          #expect(
            relativeError(mine, theirs.flatMap { $0 }) < tolerance,
            "\(s.network.ports[port].name), target \(t) of \(targets.count)")
        }
      }
    }
  }

  @Test(arguments: fusedCases) func weights(_ c: Case) throws {
    try EngineAgainstTwinTests().parameterGradientsInEvaluation(c)
    try EngineAgainstTwinTests().oneTrainingStep(c, count: 7)
  }

  /// With every port asked for, nothing is fused.
  @Test(arguments: fusedCases, [1, 3]) func apart(_ c: Case, count: Int) throws {
    try EngineAgainstTwinTests().gradientsOfScoresLossAndSeeds(c, count: count)
  }

  @Test(arguments: tiledCases, [1, 3]) func withoutPool(_ c: Case, count: Int) throws {
    try valuesAndGradients(c, count: count)
    try EngineAgainstTwinTests().oneTrainingStep(c, count: count)
  }

  /// More samples than a block of inference, and chunks of unequal size.
  @Test func aLargeBatch() throws {
    let c = fusedCases[4]
    try valuesAndGradients(c, count: 130)
    try EngineAgainstTwinTests().oneTrainingStep(c, count: 130)
  }

  /// A convolution whose own output is asked for is not fused; everything else stays the same but for rounding.
  @Test(arguments: fusedCases) func askingForAConvolutionChangesNothing(_ c: Case) throws {
    let s = try Subject(c.input, c.layers, count: 3)
    let all = Array(s.network.ports.indices), some = s.network.portsBehindPools
    let targets: [GradientTarget] = [.score(0), .loss]
    let values = try s.forward(all), gradients = try s.gradient(targets, all)
    for (port, mine) in zip(some, try s.forward(some)) { #expect(relativeError(mine, values[port]) < tolerance) }
    for (port, mine) in zip(some, try s.gradient(targets, some)) {
      #expect(relativeError(mine, gradients[port]) < tolerance, "\(s.network.ports[port].name)")
    }
  }

  @Test func centralDifferencesOfTheTwin() throws {
    for c in fusedCases.suffix(6) {
      for isTraining in [false, true] { try FiniteDifferenceTests().lossTowardsWeightsAndInput(c, isTraining: isTraining) }
    }
  }
}
