import PluginAPI

/// A number for each sample, to be explained.
public enum Target {
  /// The logit of a class.
  case score(Int)
  /// The sample's own loss against its label.
  case loss
  /// The sum over a port of seed times value; seed is `[n, port]`, or `[1, port]` for all samples.
  case seed(port: Int, TensorView<Float>)

  /// - Parameter n: samples.
  /// - Throws: `.argument` for a class, port or seed that does not fit the ports.
  init(_ raw: leap_target, _ ports: [Port], _ n: Int, hasLabels: Bool) throws {
    switch Int(raw.kind) {
    case Int(LEAP_TARGET_SCORE):
      let classes = ports[Int(LEAP_PORT_LOGITS)].count
      guard (0..<Int64(classes)).contains(raw.index) else {
        throw PluginError(.argument, "there is no class \(raw.index): the model has \(classes), counted from 0")
      }
      self = .score(Int(raw.index))
    case Int(LEAP_TARGET_LOSS):
      guard hasLabels else { throw PluginError(.argument, "the loss needs labels") }
      self = .loss
    case Int(LEAP_TARGET_SEED):
      guard Int(raw.port) < ports.count else { throw PluginError(.argument, "the model has no port \(raw.port)") }
      let shape = ports[Int(raw.port)].shape
      let one = raw.seed?.pointee.ndim == Int32(shape.count + 1) && raw.seed?.pointee.shape?[0] == 1
      self = .seed(port: Int(raw.port), try TensorView(raw.seed, "seed", [one ? 1 : n] + shape))
    default: throw PluginError(.unsupported, "unknown kind of target \(raw.kind)")
    }
  }
}

/// The targets of a request, as they came from the host.
public struct Targets {
  private let raw: UnsafePointer<leap_target>
  /// How many there are, at least 1.
  public let count: Int
  /// Whether one of them is the loss.
  public let needLabels: Bool

  init(_ raw: UnsafePointer<leap_target>?, _ count: UInt32) throws {
    guard count > 0, let raw else { throw PluginError(.argument, "the request names no target") }
    self.raw = raw
    self.count = Int(count)
    needLabels = (0..<Int(count)).contains { Int(raw[$0].kind) == Int(LEAP_TARGET_LOSS) }
  }

  /// The targets, each checked against the model's ports and the batch.
  /// - Throws: `.argument` for a class or port that the model does not have, or the loss of samples without labels.
  public func checked(for model: ModelView, _ batch: Batch) throws -> [Target] {
    try (0..<count).map { try Target(raw[$0], model.ports, batch.count, hasLabels: batch.labels != nil) }
  }
}
