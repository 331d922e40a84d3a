/// Something that forward can return and gradient can start from or end at.
public struct NetworkPort: Sendable, Equatable {
  /// "input", "logits", "flatten" or the name of a layer.
  public let name: String
  /// The shape of one sample's values.
  public let shape: Shape
  /// The latent features: the output of the last hidden dense layer (behind its ReLU), or else the input of the last dense layer.
  public let isFeatures: Bool
  /// [channels, height, width] made by a convolution, its batch norm or its ReLU: class activation maps can explain it.
  public let isMaps: Bool
  /// The node whose output this is; -1 is the input.
  package let node: Int
}

extension NetworkPort {
  /// The number of the port that is the input.
  public static let input = 0
  /// The number of the port that is the logits.
  public static let logits = 1
}

extension Network {
  /// The ports of checked nodes: input, logits, and the named activations in order.
  static func ports(_ input: Shape, _ classes: Int, _ nodes: [Node]) throws -> [NetworkPort] {
    let lastDense = nodes.count - 1
    var hidden = nodes[..<lastDense].lastIndex { if case .dense = $0.kind { true } else { false } }
    if let dense = hidden, case .relu = nodes[dense + 1].kind, nodes[dense + 1].name != nil { hidden = dense + 1 }
    var ports = [
      NetworkPort(name: "input", shape: input, isFeatures: false, isMaps: false, node: -1),
      NetworkPort(name: "logits", shape: .vector(classes), isFeatures: false, isMaps: false, node: lastDense),
    ]
    var convolved = false
    for (i, node) in nodes.enumerated() where i != lastDense {
      if case .conv2d = node.kind { convolved = true }
      guard let name = node.name else { continue }
      let isPool =
        switch node.kind {
        case .maxPool, .averagePool: true
        default: false
        }
      ports.append(
        NetworkPort(
          name: name, shape: node.output, isFeatures: i == hidden,
          isMaps: convolved && !node.output.isFlat && !isPool, node: i))
    }
    if hidden == nil {
      let shape = Shape.vector(nodes[lastDense].input.count)
      ports.append(NetworkPort(name: "flatten", shape: shape, isFeatures: true, isMaps: false, node: lastDense - 1))
    }
    var seen: Set<String> = []
    for port in ports where !seen.insert(port.name).inserted {
      throw NetworkError.network("two layers are called \(port.name)")
    }
    return ports
  }
}
