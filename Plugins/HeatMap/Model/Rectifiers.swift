import Kernels
import PluginKit

/// The layers of a model whose values come out of a ReLU, found by trying: the border tells no kinds of layers.
///
/// A few random pictures go through the model. A layer ends in a ReLU if it has zeros, nothing below them, and no gradient reaches
/// the layer before through its zeros. A ReLU that no layer ends in shows by the opposite: a layer has negative values, and
/// gradients reach none of them.
struct Rectifiers {
  /// In the model's order.
  let ports: [Int]
  /// Why the rules of ReLUs cannot be changed in this model; nil where they can.
  let obstacle: String?

  init(of model: ModelView) throws {
    guard model.offersGradients else {
      (ports, obstacle) = ([], "it offers no gradients")
      return
    }
    let probe = try Probe(model)
    let order = [0] + Array(2..<max(2, model.ports.count))
    var found: [Int] = []
    var hidden: Int?
    for (i, port) in order.enumerated() {
      if i > 0, try probe.isRectified(port, before: order[i - 1]) { found.append(port) }
      if try probe.feedsRectifier(port) { hidden = port }
    }
    ports = found
    obstacle =
      if let hidden {
        "a ReLU works on the values of '\(model.ports[hidden].name)' and is no layer of its own"
      } else if found.isEmpty {
        "none of its layers ends in a ReLU"
      } else {
        nil
      }
  }

  /// Where a port stands: the logits are last.
  static func position(_ port: Int) -> Int { port == logitsPort ? .max : port }
}

/// Random pictures in a model.
private struct Probe {
  private static let count = 4
  let model: ModelView
  private let inputs: Buffer<Float>

  init(_ model: ModelView) throws {
    self.model = model
    inputs = Buffer(Self.count * model.input.count)
    let random = CounterRandom(0x7072_6F62)
    for i in 0..<inputs.count { inputs.pointer[i] = 2 * random.uniform(UInt64(i)) - 1 }
  }

  func isRectified(_ port: Int, before: Int) throws -> Bool {
    let values = try gradient(seed: { _ in 0 }, at: port, towards: port).values
    guard values.allSatisfy({ $0 >= 0 }), values.contains(0) else { return false }
    return try gradient(seed: { values[$0] == 0 ? 1 : 0 }, at: port, towards: before).gradient.allSatisfy { $0 == 0 }
  }

  func feedsRectifier(_ port: Int) throws -> Bool {
    let random = CounterRandom(0x6869_6464)
    let (gradient, values) = try gradient(seed: { 2 * random.uniform(UInt64($0)) - 1 }, at: logitsPort, towards: port)
    let below = zip(gradient, values).filter { $0.1 < 0 }
    let above = zip(gradient, values).contains { $0.1 > 0 && $0.0 != 0 }
    return above && !below.isEmpty && below.allSatisfy { $0.0 == 0 }
  }

  private func gradient(
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
