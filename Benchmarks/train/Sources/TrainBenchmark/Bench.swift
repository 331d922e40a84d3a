import Kernels

/// The engine on MNIST, with everything that is not to be measured done before.
struct Bench {
  let engine: Engine
  let data: MNIST
  let parallel: Parallel
  private let features: UnsafeMutablePointer<Float>
  private let logits: UnsafeMutablePointer<Float>

  /// `outputs` is the number of samples whose outputs are kept.
  init(layers: [LayerSpec], data: MNIST, outputs: Int, on parallel: Parallel) throws {
    engine = Engine(try Network(input: Shape(1, 28, 28), classes: 10, layers: layers))
    engine.initialize(seed: 1)
    self.data = data
    self.parallel = parallel
    let width = engine.network.ports[engine.network.features].shape.count
    features = .allocate(capacity: outputs * width)
    logits = .allocate(capacity: max(7840, outputs * 10))
    // The pages are there, as in a file that is written again.
    features.initialize(repeating: 0, count: outputs * width)
    logits.initialize(repeating: 0, count: max(7840, outputs * 10))
  }

  /// Batches of 128 by Adam, in order: what is gathered for a batch is the caller's business on both sides.
  func train(_ samples: Int) throws {
    for first in stride(from: 0, to: samples, by: 128) {
      let at = first % data.count
      _ = try engine.trainStep(
        data.images + at * 784, labels: data.labels + at, count: min(128, data.count - at), learningRate: 1e-3, seed: 1,
        step: first / 128, on: parallel)
    }
  }

  /// Logits and latent features.
  func infer(_ samples: Int) throws {
    try engine.forward(
      data.images, count: min(samples, data.count),
      outputs: [.init(Port.logits, logits), .init(engine.network.features, features)], on: parallel)
  }

  /// The gradients of the ten scores of one image after the other, on one thread; the median of their seconds.
  func gradients(_ samples: Int, _ clock: Clock) throws -> Double {
    let times = try (0..<samples).map { i in
      clock.start()
      try engine.gradient(
        data.images + (i % data.count) * 784, count: 1, targets: (0..<10).map { .score($0) },
        outputs: [GradientOutput(Port.input, gradients: logits)], on: .serial)
      return clock.elapsed
    }
    return times.sorted()[samples / 2]
  }
}
