import Kernels

/// The engine on MNIST. Pictures are turned into floats batch by batch, which counts, as it does in Leap.
struct Bench {
  let engine: Engine
  let data: MNIST
  let parallel: Parallel
  private static let batch = 128
  private static let inferenceBatch = 1280
  private let images: UnsafeMutablePointer<Float>
  private let features: UnsafeMutablePointer<Float>
  private let logits: UnsafeMutablePointer<Float>

  /// `outputs` is the number of samples whose outputs are kept.
  init(layers: [LayerSpec], data: MNIST, outputs: Int, on parallel: Parallel) throws {
    engine = Engine(try Network(input: Shape(1, 28, 28), classes: 10, layers: layers))
    engine.initialize(seed: 1)
    self.data = data
    self.parallel = parallel
    let width = engine.network.ports[engine.network.features].shape.count
    images = .allocate(capacity: Self.inferenceBatch * 784)
    features = .allocate(capacity: outputs * width)
    logits = .allocate(capacity: max(7840, outputs * 10))
    // The pages are there, as in a file that is written again.
    features.initialize(repeating: 0, count: outputs * width)
    logits.initialize(repeating: 0, count: max(7840, outputs * 10))
  }

  /// Batches of 128 by Adam, in order.
  func train(_ samples: Int) throws {
    for first in stride(from: 0, to: samples, by: Self.batch) {
      let at = first % data.count, count = min(Self.batch, data.count - at)
      data.images(at, count, to: images, on: parallel)
      _ = try engine.trainStep(
        images, labels: data.labels + at, count: count, learningRate: 1e-3, seed: 1, step: first / Self.batch, on: parallel)
    }
  }

  /// Logits and latent features.
  func infer(_ samples: Int) throws {
    let width = engine.network.ports[engine.network.features].shape.count
    for first in stride(from: 0, to: min(samples, data.count), by: Self.inferenceBatch) {
      let count = min(Self.inferenceBatch, samples - first)
      data.images(first, count, to: images, on: parallel)
      try engine.forward(
        images, count: count,
        outputs: [.init(NetworkPort.logits, logits + first * 10), .init(engine.network.features, features + first * width)],
        on: parallel)
    }
  }

  /// The gradients of the ten scores of one image after the other, on one thread; the median of their seconds.
  func gradients(_ samples: Int, _ clock: Clock) throws -> Double {
    let times = try (0..<samples).map { i in
      data.images(i % data.count, 1, to: images, on: .serial)
      clock.start()
      try engine.gradient(
        images, count: 1, targets: (0..<10).map { .score($0) },
        outputs: [GradientOutput(NetworkPort.input, gradients: logits)], on: .serial)
      return clock.elapsed
    }
    return times.sorted()[samples / 2]
  }
}
