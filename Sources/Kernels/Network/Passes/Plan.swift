/// What the engine does for one layer.
private struct PlanLine {
  /// The layer's name, or its number where it has none.
  let title: String
  /// The layer's name; nil where it has none.
  let name: String?
  /// What is computed, e.g. `dense to 10 values`.
  let work: String
  /// The kernel that does it; nil where there is one way only.
  var kernel: String?
  /// Says which other layer does it.
  var elsewhere: String?

  init(_ node: Node, _ work: String, kernel: String? = nil, elsewhere: String? = nil) {
    (name, title) = (node.name, node.title)
    (self.work, self.kernel, self.elsewhere) = (work, kernel, elsewhere)
  }
}

extension Engine {
  /// What the engine does for each layer, a line each, for people.
  public var plan: [String] {
    lines.map { line in "\(line.title): " + [line.work, line.kernel, line.elsewhere].compactMap(\.self).joined(separator: ", ") }
  }

  /// The same in short: the name of each layer that has a kernel of its own, and the kernel.
  public var kernels: [String] {
    lines.compactMap { line in
      guard let name = line.name, let kernel = line.kernel else { return nil }
      return "\(name) \(kernel)"
    }
  }

  private var lines: [PlanLine] {
    Planner.stages(network).flatMap { stage -> [PlanLine] in
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
        let before = stage.nodes.dropLast().map { network.nodes[$0].title }
        let relu = before.count > 1 ? before[1] : "relu"
        return [
          PlanLine(
            node, "conv2d \(kernel) x \(kernel) + \(relu) + \(pool.title) to \(pool.output)",
            kernel: "\(method), sparse backward pass"),
          PlanLine(
            pool, "max-pool 2 x 2",
            elsewhere: "done by \(node.title) unless \(before.joined(separator: " or ")) itself is asked for"),
        ]
      }
    }
  }

  private func line(_ node: Node, _ i: Int) -> PlanLine {
    let relu = node.rectified ? " + relu" : ""
    return switch node.kind {
    case .conv2d(_, let kernel, let stride, _):
      PlanLine(
        node, "conv2d \(kernel) x \(kernel)\(relu) to \(node.output)",
        kernel: WinogradPlane.applies(
          kernel: kernel, stride: stride, input: Layout.input(of: network, before: i), output: node.output)
          ? "Winograd F(2x2, 3x3) forward, direct backward" : "direct, register tiles of 6 pixels x 16 filters")
    case .dense: PlanLine(node, "dense\(relu) to \(node.output)", kernel: "register tiles of 6 samples x 16 units")
    case .batchNorm: PlanLine(node, "batch norm\(relu) of \(node.output)", kernel: "sums in double precision")
    case .maxPool(let size, _): PlanLine(node, "max-pool \(size) x \(size) to \(node.output)")
    case .averagePool(let size, _): PlanLine(node, "average pool \(size) x \(size) to \(node.output)")
    case .relu: PlanLine(node, "relu of \(node.output)")
    case .dropout(let rate): PlanLine(node, "dropout of \(rate)", elsewhere: "in training only")
    case .flatten: PlanLine(node, "flatten", elsewhere: "moves nothing")
    }
  }
}

extension Node {
  /// Its name, or its number.
  fileprivate var title: String { name ?? "layer \(number)" }
}
