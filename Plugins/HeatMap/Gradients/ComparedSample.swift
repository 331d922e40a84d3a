import Kernels
import PluginKit

/// A sample and its baseline in a model, two rows of one batch: the values of its layers, and gradients at both.
final class ComparedSample {
  /// Seeds of samples are cut down to this one.
  let targets: [Target]
  private let model: ModelView
  private let inputs: Buffer<Float>
  private var outputs: [Int: Buffer<Float>] = [:]

  /// - Parameter ports: whose values will be asked for; the input always is.
  init(_ subject: Explanation, _ sample: Int, baseline: UnsafePointer<Float>, _ ports: [Int]) throws {
    model = subject.model
    targets = subject.targets.map { target in
      guard case .seed(let port, let seed) = target, seed.shape[0] > 1 else { return target }
      let size = subject.model.ports[port].count
      return .seed(port: port, TensorView(seed.values.baseAddress! + sample * size, shape: [1] + seed.shape.dropFirst()))
    }
    let size = subject.picture.count
    inputs = Buffer(2 * size)
    inputs.pointer.update(from: subject.input(sample), count: size)
    (inputs.pointer + size).update(from: baseline, count: size)
    for port in [0] + ports { outputs[port] = Buffer(2 * model.ports[port].count) }
    outputs[0] = inputs
    try model.forward(input, into: ports.map { ($0, MutableTensorView(outputs[$0]!.pointer, shape: shape($0))) })
  }

  private var input: TensorView<Float> { TensorView(inputs.pointer, shape: [2] + model.input.shape) }

  func size(_ port: Int) -> Int { model.ports[port].count }
  /// Of both rows.
  func shape(_ port: Int) -> [Int] { [2] + model.ports[port].shape }

  /// Row 0 is the sample, row 1 the baseline.
  func values(_ port: Int, _ row: Int) -> UnsafePointer<Float> { UnsafePointer(outputs[port]!.pointer + row * size(port)) }

  func difference(_ port: Int, _ i: Int) -> Float { values(port, 0)[i] - values(port, 1)[i] }

  /// `[2, targets, port]`
  func gradient(_ targets: [Target], towards port: Int) throws -> Buffer<Float> {
    try gradient(input, targets, towards: port)
  }

  private func gradient(_ input: TensorView<Float>, _ targets: [Target], towards port: Int) throws -> Buffer<Float> {
    let rows = input.shape[0]
    let gradient = Buffer<Float>(rows * targets.count * size(port))
    try withExtendedLifetime((self, gradient)) {
      try model.gradient(
        input, labels: nil, targets: targets,
        into: [
          GradientRequest(
            port: port,
            gradient: MutableTensorView(gradient.pointer, shape: [rows, targets.count] + model.ports[port].shape))
        ])
    }
    return gradient
  }

  /// Of each ReLU of a layer, its output's difference over its input's: 1 and 0 where sample and baseline are on the same side.
  ///
  /// Where they are not, the input's difference is the gradient of the side that is active times the difference of the layer
  /// before. Some dozen of these gradients are taken at a time, each with a seed of a single one.
  func slopes(_ port: Int, _ before: Int) throws -> [Float] {
    let (a, b) = (values(port, 0), values(port, 1))
    var slopes = (0..<size(port)).map { a[$0] > 0 && b[$0] > 0 ? Float(1) : 0 }
    let difference = Buffer<Float>(size(before))
    for i in 0..<difference.count { difference.pointer[i] = self.difference(before, i) }
    for side in 0...1 {
      let changed = (0..<size(port)).filter { (a[$0] > 0) != (b[$0] > 0) && (a[$0] > 0) == (side == 0) }
      for (unit, gradient) in try unitGradients(changed, of: port, towards: before, row: side, along: difference)
      where gradient != 0 {
        slopes[unit] = (a[unit] - b[unit]) / Float(gradient)
      }
    }
    return slopes
  }

  /// For each unit of a port, its gradient towards a layer before times a change of that layer.
  private func unitGradients(
    _ units: [Int], of port: Int, towards before: Int, row: Int, along change: Buffer<Float>
  ) throws -> [(unit: Int, change: Double)] {
    guard !units.isEmpty else { return [] }
    // The rows of a batch spread over threads, the targets of a row share its forward pass.
    let (rows, columns) = (8, 8)

    let repeated = Buffer<Float>(rows * size(0))
    for i in 0..<rows { (repeated.pointer + i * size(0)).update(from: values(0, row), count: size(0)) }
    let seeds = Buffer<Float>(rows * columns * size(port))
    let targets = (0..<columns).map { column in
      Target.seed(
        port: port, TensorView(seeds.pointer + column * rows * size(port), shape: [rows] + model.ports[port].shape))
    }
    var found: [(Int, Double)] = []
    for low in stride(from: 0, to: units.count, by: rows * columns) {
      let part = units[low..<min(low + rows * columns, units.count)]
      func place(_ i: Int, _ unit: Int) -> Int { (i % columns * rows + i / columns) * size(port) + unit }
      for (i, unit) in part.enumerated() { seeds.pointer[place(i, unit)] = 1 }
      let gradients = try withExtendedLifetime((repeated, seeds)) {
        try gradient(TensorView(repeated.pointer, shape: [rows] + model.input.shape), targets, towards: before)
      }
      for (i, unit) in part.enumerated() {
        seeds.pointer[place(i, unit)] = 0
        found.append((unit, Distances.dot(gradients.pointer + i * change.count, change.pointer, count: change.count)))
      }
    }
    return found
  }
}
