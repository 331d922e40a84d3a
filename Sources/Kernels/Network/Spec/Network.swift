// Network has six folders; each uses only those before it, and Base:
//   Spec         what a network is: layers, shapes, names, ports
//   Work         how a pass over a block of samples is cut into rows, chunks and units, and run
//   Memory       where values, weights and gradients lie
//   Convolution  the loops of a convolution over one sample
//   Operations   what one layer, or some layers in one, does in a pass
//   Passes       the engine: programs of operations, predicting, explaining, training, saving

/// A layer list that has been checked: every shape is known, every layer has its name.
public struct Network: Sendable {
  /// The shape of one sample.
  public let input: Shape
  /// Classes, which are the logits.
  public let classes: Int
  /// The layers as the user wrote them.
  public let layers: [LayerSpec]
  /// 0 is the input, 1 the logits, from 2 the named activations in order.
  public let ports: [NetworkPort]
  /// The layers after inference; a ReLU without a name is part of the node before it.
  package let nodes: [Node]

  /// Throws NetworkError.layer for the first layer that cannot be.
  public init(input: Shape, classes: Int, layers: [LayerSpec]) throws {
    guard input.channels > 0, input.height > 0, input.width > 0 else {
      throw NetworkError.network("an input of \(input) holds nothing")
    }
    guard max(input.channels, input.height, input.width) <= Limits.side, input.count <= Limits.values else {
      throw NetworkError.network("an input of \(input) is too large")
    }
    guard classes > 0 else { throw NetworkError.network("a classifier needs at least one class, not \(classes)") }
    guard classes <= Limits.side else { throw NetworkError.network("\(classes) classes are too many") }
    self.input = Shape(input.channels, input.height, input.width)
    self.classes = classes
    self.layers = layers
    nodes = try Self.infer(self.input, classes, layers)
    ports = try Self.ports(self.input, classes, nodes)
  }

  /// The number of the port of this name; nil where there is none.
  public func port(named name: String) -> Int? { ports.firstIndex { $0.name == name } }
  /// The number of the port that holds the latent features.
  public var features: Int { ports.firstIndex { $0.isFeatures } ?? NetworkPort.logits }

  enum Limits {
    static let side = 1 << 16
    static let kernel = 255
    static let values = 1 << 28
  }
}

extension Network {
  private static func infer(_ input: Shape, _ classes: Int, _ layers: [LayerSpec]) throws -> [Node] {
    var nodes: [Node] = []
    var names = LayerNames()
    var shape = input
    for (i, layer) in layers.enumerated() {
      let refuse = { NetworkError.layer(number: i + 1, kind: layer.word, shape: shape, problem: $0) }
      let output = try outputShape(of: layer.kind, at: shape, refuse)
      if case .relu = layer.kind, layer.name == nil, let last = nodes.last, last.number == i, last.takesRelu {
        nodes[nodes.count - 1].rectified = true
        continue
      }
      let name = try names.name(layer, refuse)
      nodes.append(
        Node(number: i + 1, kind: layer.kind, name: name, input: shape, output: output, rectified: false))
      shape = output
    }
    guard let last = nodes.last, case .dense(let units) = last.kind, !last.rectified, last.number == layers.count else {
      throw NetworkError.network("the last layer must be dense with \(classes) units, one for each class")
    }
    guard units == classes else {
      throw NetworkError.layer(
        number: last.number, kind: "dense", shape: last.input,
        problem: "the last layer has \(units) units, but there are \(classes) classes")
    }
    return nodes
  }

  private static func outputShape(
    of kind: LayerSpec.Kind, at shape: Shape, _ refuse: (String) -> NetworkError
  ) throws -> Shape {
    switch kind {
    case .conv2d(let filters, let kernel, let stride, let padding):
      guard !shape.isFlat else { throw refuse("a convolution needs maps, not a vector") }
      guard 1...Limits.side ~= filters else { throw refuse("filters must be 1 to \(Limits.side), not \(filters)") }
      guard 1...Limits.kernel ~= kernel else { throw refuse("kernel must be 1 to \(Limits.kernel), not \(kernel)") }
      guard 1...Limits.kernel ~= stride else { throw refuse("stride must be 1 to \(Limits.kernel), not \(stride)") }
      guard 0...Limits.kernel ~= padding else { throw refuse("padding must be 0 to \(Limits.kernel), not \(padding)") }
      let h = shape.height + 2 * padding, w = shape.width + 2 * padding
      guard h >= kernel, w >= kernel else {
        throw refuse("the kernel of \(kernel) x \(kernel) is larger than the padded picture of \(h) x \(w)")
      }
      let out = Shape(filters, (h - kernel) / stride + 1, (w - kernel) / stride + 1)
      guard out.count <= Limits.values, filters * shape.channels * kernel * kernel <= Limits.values else {
        throw refuse("the layer is too large")
      }
      return out
    case .maxPool(let size, let stride), .averagePool(let size, let stride):
      guard !shape.isFlat else { throw refuse("pooling needs maps, not a vector") }
      guard 1...Limits.kernel ~= size else { throw refuse("size must be 1 to \(Limits.kernel), not \(size)") }
      guard 1...Limits.kernel ~= stride else { throw refuse("stride must be 1 to \(Limits.kernel), not \(stride)") }
      guard shape.height >= size, shape.width >= size else {
        throw refuse("the window of \(size) x \(size) is larger than the picture, nothing would be left")
      }
      return Shape(shape.channels, (shape.height - size) / stride + 1, (shape.width - size) / stride + 1)
    case .dense(let units):
      guard 1...Limits.side ~= units else { throw refuse("units must be 1 to \(Limits.side), not \(units)") }
      guard units * shape.count <= Limits.values else { throw refuse("the layer is too large") }
      return .vector(units)
    case .batchNorm(let momentum, let epsilon):
      guard 0...1 ~= momentum else { throw refuse("momentum must be 0 to 1, not \(momentum)") }
      guard epsilon > 0, epsilon.isFinite else { throw refuse("epsilon must be positive, not \(epsilon)") }
      return shape
    case .dropout(let rate):
      guard rate >= 0, rate < 1 else { throw refuse("rate must be at least 0 and below 1, not \(rate)") }
      return shape
    case .relu: return shape
    case .flatten: return Shape(shape.channels, shape.height, shape.width, isFlat: true)
    }
  }
}

extension Node {
  fileprivate var takesRelu: Bool {
    switch kind {
    case .conv2d, .dense, .batchNorm: true
    default: false
    }
  }
}
