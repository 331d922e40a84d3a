extension Engine {
  /// What the engine does for each layer, a line each, for people.
  public var plan: [String] {
    network.nodes.map { node in
      let relu = node.rectified ? " + relu" : ""
      let name = node.name ?? "layer \(node.number)"
      switch node.kind {
      case .conv2d(_, let kernel, _, _):
        return "\(name): conv2d \(kernel) x \(kernel)\(relu) to \(node.output), direct, register tiles of 6 pixels x 16 filters"
      case .dense: return "\(name): dense\(relu) to \(node.output), register tiles of 6 samples x 16 units"
      case .batchNorm: return "\(name): batch norm\(relu) of \(node.output), sums in double precision"
      case .maxPool(let size, _): return "\(name): max-pool \(size) x \(size) to \(node.output)"
      case .averagePool(let size, _): return "\(name): average pool \(size) x \(size) to \(node.output)"
      case .relu: return "\(name): relu of \(node.output)"
      case .dropout(let rate): return "\(name): dropout of \(rate), in training only"
      case .flatten: return "\(name): flatten, moves nothing"
      }
    }
  }
}
