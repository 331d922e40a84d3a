extension Engine {
  /// What the engine does for each layer, a line each, for people.
  public var plan: [String] {
    Planner.stages(network).flatMap { stage -> [String] in
      let node = network.nodes[stage.nodes.lowerBound]
      switch stage {
      case .single(let i): return [line(node, i)]
      case .pooledConvolution:
        guard case .conv2d(_, let kernel, _, _) = node.kind else { return [] }
        let stride = Layout.input(of: network, before: stage.nodes.lowerBound).stride
        let pool = network.nodes[stage.nodes.upperBound - 1]
        let method =
          switch FusionMethod(kernel: kernel, channels: stride) {
          case .direct: "four windows at a time in registers"
          case .winograd: "Winograd F(2x2, 3x3), a tile a pool window"
          }
        // Two, or three with a ReLU of its own.
        let before = stage.nodes.dropLast().map { title(network.nodes[$0]) }
        let relu = before.count > 1 ? before[1] : "relu"
        return [
          "\(title(node)): conv2d \(kernel) x \(kernel) + \(relu) + \(title(pool)) to \(pool.output), \(method), sparse backward pass",
          "\(title(pool)): max-pool 2 x 2, done by \(title(node)) unless \(before.joined(separator: " or ")) itself is asked for",
        ]
      }
    }
  }

  private func title(_ node: Node) -> String { node.name ?? "layer \(node.number)" }

  private func line(_ node: Node, _ i: Int) -> String {
    let relu = node.rectified ? " + relu" : ""
    let name = title(node)
    return switch node.kind {
    case .conv2d(_, let kernel, let stride, _):
      "\(name): conv2d \(kernel) x \(kernel)\(relu) to \(node.output), "
        + (WinogradPlane.applies(kernel: kernel, stride: stride, input: Layout.input(of: network, before: i), output: node.output)
          ? "Winograd F(2x2, 3x3) forward, direct backward" : "direct, register tiles of 6 pixels x 16 filters")
    case .dense: "\(name): dense\(relu) to \(node.output), register tiles of 6 samples x 16 units"
    case .batchNorm: "\(name): batch norm\(relu) of \(node.output), sums in double precision"
    case .maxPool(let size, _): "\(name): max-pool \(size) x \(size) to \(node.output)"
    case .averagePool(let size, _): "\(name): average pool \(size) x \(size) to \(node.output)"
    case .relu: "\(name): relu of \(node.output)"
    case .dropout(let rate): "\(name): dropout of \(rate), in training only"
    case .flatten: "\(name): flatten, moves nothing"
    }
  }
}
