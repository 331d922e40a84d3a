import KernelTwins
import Kernels

/// A small network with weights set by hand, in float behind the plugin and in double as its slow twin. Quadratic
/// residues give values without a pattern: on the first two pictures no two values of a window and no ReLU's input are closer to a
/// tie or a kink than 0.03, so that differences of 1e-6 stay on one side.
struct ToyNet {
  static let input = Shape(1, 6, 6)
  static let classes = 3
  /// conv1 [2, 4, 4], pool1 [2, 2, 2], dense1 [5], logits [3].
  static let layers: [LayerSpec] = [.conv2d(2, kernel: 3), .relu, .maxPool(2), .dense(5), .relu, .dense(3)]

  let engine: Engine
  let weights: [String: [Double]]

  init() throws {
    engine = Engine(try Network(input: Self.input, classes: Self.classes, layers: Self.layers))
    var entries = engine.state()
    for (e, entry) in entries.enumerated() {
      entries[e].values = entry.values.indices.map { i in
        if entry.name.hasSuffix("bias") { return Float((i * 5 + e) % 7 - 3) / 20 + (e == 1 ? 0.3 : 0) }
        return Float((i * i * 7 + i * 6 + e * 7) % 23 - 11) / 16
      }
    }
    try engine.load(entries)
    weights = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.values.map(Double.init)) })
  }

  /// Pictures without a pattern.
  static func pictures(_ count: Int) -> [Float] {
    (0..<count * input.count).map { Float(($0 * $0 * 29 + $0 * 11) % 101) / 101 }
  }

  /// Logits from the values of a layer, or from the input.
  func logits(_ x: [Double], from layer: Layer = .input) throws -> [Double] { try run(x, layer) }

  enum Layer { case input, conv1, dense1 }

  private func run(_ x: [Double], _ layer: Layer) throws -> [Double] {
    switch layer {
    case .input: try evaluate(x, Self.input, Self.layers, weights)
    case .conv1: try evaluate(x, Shape(2, 4, 4), Array(Self.layers[2...]), weights)
    case .dense1: try evaluate(x, .vector(5), Array(Self.layers[5...]), ["dense1": "dense2"])
    }
  }

  /// conv1's values, [2, 4, 4]: behind its ReLU, or before it.
  func conv1(_ x: [Double], rectified: Bool = true) throws -> [Double] {
    var own = weights
    own["dense1.weight"] = (0..<32 * 32).map { i in i / 32 == i % 32 ? 1 : 0 }
    own["dense1.bias"] = [Double](repeating: 0, count: 32)
    let z = try evaluate(x, Self.input, [.conv2d(2, kernel: 3), .dense(32)], own)
    return rectified ? z.map { max(0, $0) } : z
  }

  /// dense1's values before its ReLU, from conv1's behind it.
  func dense1(_ a: [Double]) throws -> [Double] { try evaluate(a, Shape(2, 4, 4), [.maxPool(2), .dense(5)], weights) }

  private func evaluate(_ x: [Double], _ shape: Shape, _ layers: [LayerSpec], _ renamed: [String: String]) throws -> [Double] {
    var own: [String: [Double]] = [:]
    for (name, source) in renamed {
      for suffix in [".weight", ".bias"] { own[name + suffix] = weights[source + suffix] }
    }
    return try evaluate(x, shape, layers, own)
  }

  private func evaluate(_ x: [Double], _ shape: Shape, _ layers: [LayerSpec], _ weights: [String: [Double]]) throws -> [Double] {
    guard case .dense(let units) = layers.last!.kind else { return [] }
    let network = try Network(input: shape, classes: units, layers: layers)
    return ReferenceNetwork(network, weights: weights).forward([x], isTraining: false).logits[0]
  }
}

/// Central differences of a function of many values, in double precision.
func gradient(at x: [Double], _ f: ([Double]) throws -> Double) rethrows -> [Double] {
  let step = 1e-6
  return try x.indices.map { i in
    var (up, down) = (x, x)
    up[i] += step
    down[i] -= step
    return try (f(up) - f(down)) / (2 * step)
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for (x, y) in zip(a, b) { sum += x * y }
  return sum
}
