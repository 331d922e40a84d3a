/// A number for each sample, to be explained.
public enum GradientTarget {
  /// The logit of a class.
  case score(Int)
  /// The sample's own cross-entropy against its label.
  case loss
  /// The sum over a port of seed * value; seed is [n, port's shape], or [port's shape] for all samples alike.
  case seed(port: Int, values: UnsafePointer<Float>, isShared: Bool)
}

/// A port, where the gradients of all targets towards it go, [n, targets, port's shape] or, summed over the positions,
/// [n, targets, channels], and perhaps its values, [n, port's shape].
public struct GradientOutput {
  /// The number of the port in `Network.ports`.
  public var port: Int
  /// Room for `[n, targets, port's shape]`, or `[n, targets, channels]` where summed; nil where only values are wanted.
  public var gradients: UnsafeMutablePointer<Float>?
  /// Whether gradients are summed over the positions.
  public var isSummed: Bool
  /// Room for the port's values `[n, port's shape]`; nil where they are not wanted.
  public var values: UnsafeMutablePointer<Float>?

  /// The properties of the same names.
  public init(
    _ port: Int, gradients: UnsafeMutablePointer<Float>?, isSummed: Bool = false, values: UnsafeMutablePointer<Float>? = nil
  ) {
    self.port = port
    self.gradients = gradients
    self.isSummed = isSummed
    self.values = values
  }
}

extension Engine {
  /// d target / d port in evaluation mode, each sample on its own; all targets share one forward pass. A seed does not
  /// reach the ports behind its own: their gradient is 0. `labels` are needed for a loss.
  public func gradient(
    _ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int64>? = nil, count: Int, targets: [GradientTarget],
    outputs: [GradientOutput], on parallel: Parallel = .serial
  ) throws {
    try check(count: count)
    try check(targets, labels, count)
    for output in outputs { _ = try check(port: output.port) }
    guard !targets.isEmpty, count > 0 else { return }
    let seeds = targets.compactMap { if case .seed(let port, _, _) = $0 { port } else { nil } }
    let ports = outputs.map(\.port) + seeds
    // Sums that need no gradients, if all are: else as many samples as have gradients that stay in the cache.
    let sums = outputs.allSatisfy(\.isSummed) ? program(.channelSums, ports: ports) : nil
    let short = sums.flatMap { sums in
      outputs.allSatisfy { GradientPass.shortcut($0, to: targets, sums, network) != nil } ? sums : nil
    }
    let program = short ?? program(.gradients, ports: ports)
    let size = short == nil ? max(1, 160 / targets.count) : 64
    var first = 0
    while first < count {
      let pass = GradientPass(
        engine: self, program: program, samples: min(size, count - first), first: first,
        labels: labels, targets: targets, outputs: outputs)
      pass.run(inputs + first * network.input.count, on: parallel)
      first += pass.samples
    }
  }

  private func check(_ targets: [GradientTarget], _ labels: UnsafePointer<Int64>?, _ count: Int) throws {
    for target in targets {
      switch target {
      case .score(let c):
        guard 0..<network.classes ~= c else {
          throw NetworkError.argument("there is no class \(c); classes go from 0 to \(network.classes - 1)")
        }
      case .loss:
        guard let labels else { throw NetworkError.argument("the gradient of the loss needs labels") }
        try check(labels: labels, count: count)
      case .seed(let port, _, _): _ = try check(port: port)
      }
    }
  }
}
