import Kernels
import PluginKit

/// What each named layer of a model does to the one before, found by trying: the border tells no kinds of layers.
struct LayerPieces {
  enum Kind {
    /// Linear, then a ReLU.
    case rectified
    case linear
    /// Each value is one of those before, as in max-pooling.
    case selection
  }
  /// In the model's order, without input and logits.
  let ports: [(port: Int, kind: Kind)]
  /// The first layer that is nothing of these; nil where all are.
  let obstacle: String?

  init(of model: ModelView) throws {
    let probes = (TrialPictures(model, seed: 1), TrialPictures(model, seed: 2))
    var ports: [(Int, Kind)] = []
    var before = 0
    for port in Array(2..<max(2, model.ports.count)) + [logitsPort] {
      guard let kind = try Self.kind(port, before, probes) else {
        self.ports = []
        obstacle = "layer '\(model.ports[port].name)' is not linear, with or without a ReLU, nor max-pooling without overlap"
        return
      }
      if port != logitsPort { ports.append((port, kind)) }
      before = port
    }
    self.ports = ports
    obstacle = nil
  }

  private static func kind(_ port: Int, _ before: Int, _ probes: (TrialPictures, TrialPictures)) throws -> Kind? {
    let random = CounterRandom(0x6B69_6E64)
    let seed = { (i: Int) in 0.5 + random.uniform(UInt64(i)) }
    if port != logitsPort, try probes.0.isRectified(port, before: before) {
      // Where both pictures are past the kink the layer must be the same linear one.
      let active = zip(try probes.0.values(port), try probes.1.values(port)).map { $0 > 0 && $1 > 0 }
      return try isSame({ active[$0] ? seed($0) : 0 }, port, before, probes) ? .rectified : nil
    }
    if try isSame(seed, port, before, probes) { return .linear }
    let reached = try probes.0.gradient(seed: seed, at: port, towards: before).gradient.filter { $0 != 0 }
    let sent = try probes.0.values(port).indices.map(seed)
    return reached.sorted() == sent.sorted() ? .selection : nil
  }

  /// Whether a seed's gradient is the same for different pictures.
  private static func isSame(_ seed: (Int) -> Float, _ port: Int, _ before: Int, _ probes: (TrialPictures, TrialPictures)) throws
    -> Bool
  {
    let first = try probes.0.gradient(seed: seed, at: port, towards: before).gradient
    let second = try probes.1.gradient(seed: seed, at: port, towards: before).gradient
    let largest = first.reduce(0) { max($0, abs($1)) }
    return zip(first, second).allSatisfy { abs($0 - $1) <= 1e-4 * largest }
  }
}
