import Kernels
import PluginKit

/// Springenberg et al. 2015, "Striving for Simplicity: The All Convolutional Net": the gradient towards the input, where at every ReLU
/// only what speaks for the target goes on.
///
/// The model's backward pass runs from one ReLU to the one before, as the gradient of a seed, and the negative part is cut between.
struct GuidedBackpropagation: Method {
  static let name = "guided-backprop"
  static let needs: Needs = [.gradients, .rectifiers]
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps {
    let relus = try subject.facts.rectifiers(subject.model).ports
    let gradients = Buffer<Float>(subject.maps * subject.picture.count)
    let largest = subject.model.ports.map(\.count).max() ?? 1
    let size = min(max(1, (1 << 20) / (largest * subject.targets.count)), subject.count)
    for rows in Rows.cut(Array(0..<subject.count), draws: 1, size: size) {
      try subject.call.progress(Double(rows.range.lowerBound), of: Double(subject.count))
      let result = try GuidedPass(subject, rows, relus).inputGradient()
      (gradients.pointer + rows.range.lowerBound * subject.targets.count * subject.picture.count)
        .update(from: result.pointer, count: result.count)
    }
    return Maps(gradients, subject, Self.unit)
  }
}

/// Some samples on their way back.
private struct GuidedPass {
  private let subject: Explanation
  private let relus: [Int]
  private let count: Int
  private let inputs: Buffer<Float>
  private let own: RowTargets
  /// Of each target, the last ReLU that its own port depends on; nil where there is none.
  private let tops: [Int?]

  init(_ subject: Explanation, _ rows: Rows, _ relus: [Int]) {
    self.subject = subject
    self.relus = relus
    count = rows.range.count
    inputs = Buffer(count * subject.picture.count)
    inputs.pointer.update(from: subject.input(rows.range.lowerBound), count: inputs.count)
    own = RowTargets(subject, rows)
    tops = own.targets.map { target in
      let port = if case .seed(let port, _) = target { port } else { logitsPort }
      return relus.last { Rectifiers.position($0) <= Rectifiers.position(port) }
    }
  }

  /// `[n, targets, input]`
  func inputGradient() throws -> Buffer<Float> {
    var above: (port: Int, gradient: Buffer<Float>)?
    for port in relus.reversed() + [0] {
      // A target enters at its top, and comes from the ReLU above everywhere below.
      let entering = tops.indices.filter { (tops[$0] ?? 0) == port }
      guard above != nil || !entering.isEmpty else { continue }
      var gradient = Buffer<Float>(count * tops.count * subject.model.ports[port].count)
      if let above { gradient = try go(from: above.port, above.gradient, to: port) }
      if !entering.isEmpty {
        let direct = try run(own.targets, towards: port)
        let size = subject.model.ports[port].count
        for row in 0..<count {
          for target in entering {
            let at = (row * tops.count + target) * size
            (gradient.pointer + at).update(from: direct.pointer + at, count: size)
          }
        }
      }
      above = (port, gradient)
    }
    return above!.gradient  // the input is always the last
  }

  /// What speaks for the targets at one ReLU, as seen from the one before.
  private func go(from port: Int, _ gradient: Buffer<Float>, to before: Int) throws -> Buffer<Float> {
    let size = subject.model.ports[port].count
    let seeds = Buffer<Float>(tops.count * count * size)
    let targets = tops.indices.map { target -> Target in
      let own = seeds.pointer + target * count * size
      for row in 0..<count {
        let from = gradient.pointer + (row * tops.count + target) * size
        for i in 0..<size { own[row * size + i] = max(0, from[i]) }
      }
      return .seed(port: port, TensorView(own, shape: [count] + subject.model.ports[port].shape))
    }
    return try withExtendedLifetime(seeds) { try run(targets, towards: before) }
  }

  private func run(_ targets: [Target], towards port: Int) throws -> Buffer<Float> {
    let shape = subject.model.ports[port].shape
    let gradient = Buffer<Float>(count * targets.count * subject.model.ports[port].count)
    try withExtendedLifetime((inputs, own, gradient)) {
      try subject.model.gradient(
        TensorView(inputs.pointer, shape: [count] + subject.model.input.shape), labels: own.labels, targets: targets,
        into: [
          GradientRequest(port: port, gradient: MutableTensorView(gradient.pointer, shape: [count, targets.count] + shape))
        ])
    }
    return gradient
  }
}
