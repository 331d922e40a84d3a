/// How the convolution windows under a pool window are worked out.
enum FusionMethod {
  /// Four windows side by side in registers.
  case direct
  /// Winograd's F(2x2, 3x3).
  case winograd

  /// `channels` is the stride of the input's layout: whole vectors, unless it is the first layer.
  init(kernel: Int, channels: Int) { self = kernel == 3 && channels % 8 == 0 ? .winograd : .direct }
}

/// What one operation of a program stands for.
enum Stage {
  case single(Int)
  /// conv2d with its ReLU, and the max-pool that follows it.
  case pooledConvolution(Int)

  var nodes: Range<Int> {
    switch self {
    case .single(let i): i..<i + 1
    case .pooledConvolution(let i): i..<i + 2
    }
  }
}

/// Decides which layers are done by one operation.
struct Planner {
  /// The nodes in order. The output of a node in `exposed` is wanted by the caller, so it is not fused away.
  static func stages(_ network: Network, exposed: Set<Int> = []) -> [Stage] {
    var stages: [Stage] = []
    var i = 0
    while i < network.nodes.count {
      if isFusable(network, i), !exposed.contains(i) {
        stages.append(.pooledConvolution(i))
        i += 2
      } else {
        stages.append(.single(i))
        i += 1
      }
    }
    return stages
  }

  /// Whether node i begins conv2d (stride 1) -> ReLU -> max-pool 2 x 2 (stride 2).
  static func isFusable(_ network: Network, _ i: Int) -> Bool {
    guard network.nodes.indices.contains(i + 1), network.nodes[i].rectified,
      case .conv2d(_, _, stride: 1, _) = network.nodes[i].kind, case .maxPool(2, 2) = network.nodes[i + 1].kind
    else { return false }
    return true
  }
}
