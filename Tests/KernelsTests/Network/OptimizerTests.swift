import KernelTwins
import Kernels
import Testing

/// The vector loops against the formulas of the papers and of PyTorch, a weight at a time in double precision.
@Suite struct OptimizerTests {
  private struct Scalar {
    var w, m, v: Double
  }

  private func formula(_ s: Scalar, _ gradient: Double, _ settings: TrainingSettings, rate: Double, step: Int) -> Scalar {
    var s = s
    let g0 = gradient
    switch settings.optimizer {
    case .adam(let b1, let b2, let epsilon, let decoupled):
      let g = decoupled ? g0 : g0 + settings.weightDecay * s.w
      if decoupled { s.w *= 1 - rate * settings.weightDecay }
      s.m = b1 * s.m + (1 - b1) * g
      s.v = b2 * s.v + (1 - b2) * g * g
      let mhat = s.m / (1 - power(b1, step)), vhat = s.v / (1 - power(b2, step))
      s.w -= rate * mhat / (vhat.squareRoot() + epsilon)
    case .sgd(let momentum, let nesterov):
      let g = g0 + settings.weightDecay * s.w
      s.m = momentum * s.m + g
      s.w -= rate * (nesterov ? g + momentum * s.m : s.m)
    }
    return s
  }

  static let all: [TrainingSettings] = [
    TrainingSettings(), TrainingSettings(weightDecay: 0.1),
    TrainingSettings(optimizer: .adam(beta1: 0.8, beta2: 0.95, epsilon: 1e-4, decoupled: true), weightDecay: 0.1),
    TrainingSettings(optimizer: .sgd()), TrainingSettings(optimizer: .sgd(momentum: 0.9), weightDecay: 0.01),
    TrainingSettings(optimizer: .sgd(momentum: 0.9, nesterov: true), clipNorm: 0.7),
  ]

  @Test(arguments: all) func threeSteps(_ settings: TrainingSettings) throws {
    let engine = Engine(try Network(input: Shape(1, 3, 3), classes: 3, layers: [.dense(10), .dense(3)]))
    engine.initialize(seed: 1)
    let n = engine.store.trainedCount
    let w = engine.store.values.pointer, g = engine.store.gradients.pointer
    var twins = (0..<n).map { Scalar(w: Double(w[$0]), m: 0, v: 0) }
    for step in 1...3 {
      let gradients = randoms(n, seed: UInt64(step))
      g.update(from: gradients, count: n)
      let norm = gradients.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let factor = settings.clipNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1
      Update(store: engine.store, settings: settings, learningRate: 0.01).run(on: threads(2))
      for i in 0..<n {
        twins[i] = formula(twins[i], Double(gradients[i]) * factor, settings, rate: 0.01, step: step)
      }
    }
    #expect(engine.step == 3)
    #expect(relativeError(Array(UnsafeBufferPointer(start: w, count: n)), twins.map(\.w)) < 1e-6)
  }

  @Test func aSmallNetworkLearns() throws {
    let s = try Subject(
      Shape(1, 8, 8), [.conv2d(8, kernel: 3), .relu, .batchNorm(), .maxPool(2), .dense(16), .relu, .dropout(0.1), .dense(3)],
      count: 24)
    var losses: [Double] = []
    for step in 0..<150 {
      losses.append(
        try s.engine.trainStep(s.inputs, labels: s.labels, count: 24, learningRate: 0.01, seed: 1, step: step, on: threads(2))
          .loss)
    }
    #expect(losses[149] < 0.1 * losses[0])
  }

  @Test func settingsThatCannotBe() {
    func refusal(_ s: TrainingSettings) -> String {
      do {
        try s.check(classes: 3)
        return "accepted"
      } catch { return "\(error)" }
    }
    for settings in Self.all { #expect(refusal(settings) == "accepted") }
    #expect(refusal(TrainingSettings(optimizer: .adam(beta1: 1))).contains("beta1"))
    #expect(refusal(TrainingSettings(optimizer: .sgd(momentum: 0, nesterov: true))).contains("Nesterov"))
    #expect(refusal(TrainingSettings(classWeights: [1])).contains("1 class weights for 3 classes"))
    #expect(refusal(TrainingSettings(clipNorm: 0)).contains("clipping norm"))
    #expect(refusal(TrainingSettings(labelSmoothing: 1)).contains("label smoothing"))
    #expect(refusal(TrainingSettings(weightDecay: .nan)).contains("weight decay"))
  }
}
