import KernelTwins
import Kernels
import Testing

/// The slow twin's gradients against central differences of its own loss, all in double precision: so the twin is right, and
/// with it the engine.
@Suite struct FiniteDifferenceTests {
  static let step = 1e-6
  /// Central differences err by step^2 times the third derivative, and by rounding / step, 1e-9 here.
  static let tolerance = 1e-7

  @Test(arguments: cases, [false, true]) func lossTowardsWeightsAndInput(_ c: Case, isTraining: Bool) throws {
    let s = try Subject(c.input, c.layers, count: 3, seed: 3)
    var twin = s.twin
    twin.drop = { drop(s.network, seed: 2, step: 1, $0, $1, $2) }
    func loss(_ net: ReferenceNetwork, _ batch: [[Double]]) -> Double {
      referenceCrossEntropy(net.forward(batch, isTraining: isTraining).logits, labels: s.classLabels, smoothing: 0.2).loss
    }
    let trace = twin.forward(s.batch, isTraining: isTraining)
    let g = twin.backward(
      trace, referenceCrossEntropy(trace.logits, labels: s.classLabels, smoothing: 0.2).gradient)
    for (name, gradient) in g.weights {
      for i in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 7)) {
        var up = twin, down = twin
        up.weights[name]![i] += Self.step
        down.weights[name]![i] -= Self.step
        let difference = (loss(up, s.batch) - loss(down, s.batch)) / (2 * Self.step)
        #expect(abs(difference - gradient[i]) < Self.tolerance, "\(name)[\(i)]")
      }
    }
    for i in stride(from: 0, to: c.input.count, by: max(1, c.input.count / 11)) {
      var up = s.batch, down = s.batch
      up[1][i] += Self.step
      down[1][i] -= Self.step
      let difference = (loss(twin, up) - loss(twin, down)) / (2 * Self.step)
      #expect(abs(difference - g.input[1][i]) < Self.tolerance, "input[\(i)]")
    }
  }

  /// Every combination of kernel, stride, padding and pooling in one layer each.
  @Test(arguments: [1, 3, 5], [1, 2, 3]) func windows(kernel: Int, stride: Int) throws {
    for padding in 0...2 {
      for pool in [LayerSpec.maxPool(2), .averagePool(2), .maxPool(3, stride: 1), .averagePool(2, stride: 3)] {
        let layers = [.conv2d(2, kernel: kernel, stride: stride, padding: padding), .relu, pool, .dense(3)]
        guard (try? Network(input: Shape(2, 9, 8), classes: 3, layers: layers)) != nil else { continue }
        let name = "kernel \(kernel) stride \(stride) padding \(padding)"
        let c = Case(name: name, input: Shape(2, 9, 8), layers: layers)
        try lossTowardsWeightsAndInput(c, isTraining: false)
        try EngineAgainstTwinTests().gradientsOfScoresLossAndSeeds(c, count: 2)
        try EngineAgainstTwinTests().parameterGradientsInEvaluation(c)
      }
    }
  }
}
