import Kernels
import PluginKit

/// A few random pictures in a model: what kind of layer a port ends in shows in its values and gradients.
struct TrialPictures {
  private static let count = 4
  private let model: ModelView
  private let inputs: Buffer<Float>

  init(_ model: ModelView, seed: UInt64 = 1) {
    self.model = model
    inputs = Buffer(Self.count * model.input.count)
    let random = CounterRandom(seed, 0x7072_6F62)
    for i in 0..<inputs.count { inputs.pointer[i] = 2 * random.uniform(UInt64(i)) - 1 }
  }

  func values(_ port: Int) throws -> [Float] { try gradient(seed: { _ in 0 }, at: port, towards: port).values }

  /// It has zeros and nothing below them, and nothing of what comes before reaches them.
  func isRectified(_ port: Int, before: Int) throws -> Bool {
    let values = try values(port)
    guard values.allSatisfy({ $0 >= 0 }), values.contains(0) else { return false }
    return try gradient(seed: { values[$0] == 0 ? 1 : 0 }, at: port, towards: before).gradient.allSatisfy { $0 == 0 }
  }

  /// Gradients reach its positive values, and none of its negative ones.
  func feedsRectifier(_ port: Int) throws -> Bool {
    let random = CounterRandom(0x6869_6464)
    let (gradient, values) = try gradient(seed: { 2 * random.uniform(UInt64($0)) - 1 }, at: logitsPort, towards: port)
    let below = zip(gradient, values).filter { $0.1 < 0 }
    let above = zip(gradient, values).contains { $0.1 > 0 && $0.0 != 0 }
    return above && !below.isEmpty && below.allSatisfy { $0.0 == 0 }
  }

  /// Each value is made of the one in the same place before.
  func isElementwise(_ port: Int, before: Int) throws -> Bool {
    let values = try values(port)
    guard model.ports[port].count == model.ports[before].count, let active = values.firstIndex(where: { $0 > 0 }) else {
      return false
    }
    let gradient = try gradient(seed: { $0 == active ? 1 : 0 }, at: port, towards: before).gradient
    return gradient.indices.allSatisfy { $0 == active || gradient[$0] == 0 }
  }

  func gradient(
    seed: (Int) -> Float, at port: Int, towards wanted: Int
  ) throws -> (gradient: [Float], values: [Float]) {
    let n = Self.count
    let seeds = Buffer<Float>(n * model.ports[port].count), gradients = Buffer<Float>(n * model.ports[wanted].count)
    let values = Buffer<Float>(gradients.count)
    for i in 0..<seeds.count { seeds.pointer[i] = seed(i) }
    let shape = model.ports[wanted].shape
    try withExtendedLifetime((inputs, seeds, gradients, values)) {
      try model.gradient(
        TensorView(inputs.pointer, shape: [n] + model.input.shape), labels: nil,
        targets: [.seed(port: port, TensorView(seeds.pointer, shape: [n] + model.ports[port].shape))],
        into: [
          GradientRequest(
            port: wanted, gradient: MutableTensorView(gradients.pointer, shape: [n, 1] + shape),
            values: MutableTensorView(values.pointer, shape: [n] + shape))
        ])
    }
    return (gradients.array, values.array)
  }
}

extension Buffer<Float> {
  var array: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
