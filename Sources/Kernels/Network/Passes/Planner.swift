/// What one operation of a program stands for.
enum Stage {
  case single(Int)
  /// conv2d with its ReLU, and the max-pool that follows it.
  case pooledConvolution(Range<Int>)

  var nodes: Range<Int> {
    switch self {
    case .single(let i): i..<i + 1
    case .pooledConvolution(let nodes): nodes
    }
  }
}

/// Decides which layers are done by one operation.
struct Planner {
  /// The nodes in order. What begins with a node in `exposed` is not fused.
  static func stages(_ network: Network, exposed: Set<Int> = []) -> [Stage] {
    var stages: [Stage] = []
    var i = 0
    while i < network.nodes.count {
      if let nodes = fusable(network, from: i), !exposed.contains(i) {
        stages.append(.pooledConvolution(nodes))
      } else {
        stages.append(.single(i))
      }
      i = stages[stages.count - 1].nodes.upperBound
    }
    return stages
  }

  /// The nodes conv2d (stride 1) -> ReLU, a node of its own or not -> max-pool 2 x 2 (stride 2) that begin with node i, if they do.
  static func fusable(_ network: Network, from i: Int) -> Range<Int>? {
    guard network.nodes.indices.contains(i), case .conv2d(_, _, stride: 1, _) = network.nodes[i].kind else { return nil }
    var pool = i + 1
    if !network.nodes[i].rectified {
      guard network.nodes.indices.contains(pool), case .relu = network.nodes[pool].kind else { return nil }
      pool += 1
    }
    guard network.nodes.indices.contains(pool), case .maxPool(2, 2) = network.nodes[pool].kind else { return nil }
    return i..<pool + 1
  }

  /// Where nodes begin that would leave out the output of node i if they were fused; nil where none would.
  static func fusion(_ network: Network, leavingOut i: Int) -> Int? {
    [i, i - 1].first { fusable(network, from: $0)?.dropLast().contains(i) ?? false }
  }
}
