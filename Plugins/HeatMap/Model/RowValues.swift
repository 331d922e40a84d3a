import Kernels
import PluginKit

extension Explanation {
  /// Values of all targets for `draws` inputs made from each of `samples`; needs no gradients.
  /// - Parameters:
  ///   - only: the one target that a draw is for; by default every draw is for all.
  ///   - fill: as for `gradients`.
  ///   - fold: takes the value of one target; called from one thread, samples and draws in order.
  func values(
    of samples: [Int], draws: Int = 1, scale: TargetScale = .plain, only: ((_ draw: Int) -> Int)? = nil,
    fill: (_ sample: Int, _ draw: Int, _ row: UnsafeMutablePointer<Float>) -> Void,
    fold: (_ sample: Int, _ draw: Int, _ target: Int, _ value: Double) -> Void
  ) throws {
    let ports = valuePorts
    let capacity = min(256, samples.count * draws)
    let inputs = Buffer<Float>(capacity * picture.count)
    let outputs = ports.map { Buffer<Float>(capacity * model.ports[$0].count) }
    for rows in Rows.cut(samples, draws: draws, size: capacity) {
      try call.progress(Double(rows.range.lowerBound), of: Double(samples.count * draws))
      let (n, first) = (rows.range.count, rows.range.lowerBound)
      call.parallel(n) { _, i in fill(rows.sample(first + i), rows.draw(first + i), inputs.pointer + i * picture.count) }
      try withExtendedLifetime((inputs, outputs)) {
        try model.forward(
          TensorView(inputs.pointer, shape: [n] + model.input.shape),
          into: zip(ports, outputs).map { ($0, MutableTensorView($1.pointer, shape: [n] + model.ports[$0].shape)) })
      }
      for row in rows.range {
        let sample = rows.sample(row)
        let wanted = only.map { $0(rows.draw(row)) }
        for t in wanted.map({ $0..<$0 + 1 }) ?? targets.indices {
          let value = value(of: targets[t], sample, scale) { port in
            let i = ports.firstIndex(of: port)!  // valuePorts has the port of every target
            return UnsafePointer(outputs[i].pointer + (row - first) * model.ports[port].count)
          }
          fold(sample, rows.draw(row), t, value)
        }
      }
    }
  }

  /// Values of all targets at one input a sample, `[n, targets]`.
  func values(scale: TargetScale = .plain, at fill: (_ sample: Int, _ row: UnsafeMutablePointer<Float>) -> Void) throws
    -> [Double]
  {
    var all = [Double](repeating: 0, count: maps)
    try values(of: Array(0..<count), scale: scale) { sample, _, row in
      fill(sample, row)
    } fold: { sample, _, target, value in
      all[sample * targets.count + target] = value
    }
    return all
  }

  private var valuePorts: [Int] {
    var ports: [Int] = []
    for target in targets {
      let port = if case .seed(let port, _) = target { port } else { logitsPort }
      if !ports.contains(port) { ports.append(port) }
    }
    return ports
  }

  private func value(
    of target: Target, _ sample: Int, _ scale: TargetScale, _ port: (Int) -> UnsafePointer<Float>
  ) -> Double {
    let classes = model.classes
    switch target {
    case .score(let c):
      let logits = port(logitsPort)
      return scale == .plain ? Double(logits[c]) : exponential(Double(logits[c]) - logSum(logits, classes))
    case .loss:
      let logits = port(logitsPort)
      // The request was checked: where the loss is asked for there are labels.
      return logSum(logits, classes) - Double(logits[Int(labels!.values[sample])])
    case .seed(let number, let seed):
      let size = model.ports[number].count
      let factors = seed.values.baseAddress! + (seed.shape[0] == 1 ? 0 : sample * size)
      return Distances.dot(factors, port(number), count: size)
    }
  }

  /// log of the sum of exp, without overflow.
  private func logSum(_ logits: UnsafePointer<Float>, _ count: Int) -> Double {
    let top = (0..<count).reduce(-Double.infinity) { max($0, Double(logits[$1])) }
    return top + logarithm((0..<count).reduce(0) { $0 + exponential(Double(logits[$1]) - top) })
  }
}

/// How the value of a class's score is told; all other targets are told as they are.
enum TargetScale {
  /// The logit.
  case plain
  /// The class's probability.
  case probability
}

/// The model's logits.
let logitsPort = 1
