import Kernels

/// The slow twin of Engine: any network, in double precision, from definitions. Weights by PyTorch name.
package struct ReferenceNetwork {
  /// The network whose layers are followed.
  package let network: Network
  /// Each weight by its PyTorch name, in PyTorch's order.
  package var weights: [String: [Double]]
  /// What dropout multiplies value (node, sample, index) with, in training.
  package var drop: (_ node: Int, _ sample: Int, _ index: Int) -> Double = { _, _, _ in 1 }

  /// A twin with these weights; dropout drops nothing until `drop` is set.
  package init(_ network: Network, weights: [String: [Double]]) {
    self.network = network
    self.weights = weights
  }

  /// All that a forward pass of a batch leaves behind.
  package struct Trace {
    /// Whether batch norms used the batch's own statistics, and dropout dropped.
    package let isTraining: Bool
    /// `[sample]`: what came in.
    package let input: [[Double]]
    /// outputs[node][sample], behind the node's ReLU.
    package var outputs: [[[Double]]] = []
    /// What each batch norm worked out, by the number of its node.
    package var norms: [Int: (normalized: [[Double]], mean: [Double], variance: [Double])] = [:]
    /// `[sample]`: what the last node gave.
    package var logits: [[Double]] { outputs[outputs.count - 1] }
  }

  /// All gradients of a backward pass.
  package struct Gradients {
    /// `[sample]`: towards the input.
    package var input: [[Double]] = []
    /// nodes[node][sample]: towards the output behind the node's ReLU.
    package var nodes: [[[Double]]] = []
    /// Towards each weight, by its name.
    package var weights: [String: [Double]] = [:]

    /// No gradients yet.
    package init() {}
  }

  /// A forward pass of `batch` `[sample][channels * height * width]`.
  package func forward(_ batch: [[Double]], isTraining: Bool) -> Trace {
    var trace = Trace(isTraining: isTraining, input: batch)
    var x = batch
    for (i, node) in network.nodes.enumerated() {
      var y: [[Double]]
      if let norm = norm(node) {
        let moments =
          isTraining ? norm.moments(x) : (weight(node, ".running_mean"), weight(node, ".running_var"))
        let hat = norm.normalized(x, mean: moments.0, variance: moments.1)
        trace.norms[i] = (hat, moments.0, moments.1)
        y = norm.forward(hat, weight: weight(node, ".weight"), bias: weight(node, ".bias"))
      } else if let layer = layer(node) {
        let w = layer.suffixes.map { weight(node, $0) }
        y = x.map { layer.forward($0, w) }
      } else if case .dropout = node.kind, isTraining {
        y = x.indices.map { s in x[s].indices.map { x[s][$0] * drop(i, s, $0) } }
      } else {
        y = x
      }
      if rectifies(node) { y = y.map { $0.map { $0 > 0 ? $0 : 0 } } }
      trace.outputs.append(y)
      x = y
    }
    return trace
  }

  /// From gradients of the logits; `seeds[node]` is added at the output of that node.
  package func backward(_ trace: Trace, _ logits: [[Double]], seeds: [Int: [[Double]]] = [:]) -> Gradients {
    var result = Gradients()
    var g = logits
    for (i, node) in network.nodes.enumerated().reversed() {
      if let seed = seeds[i] { g = zip(g, seed).map { zip($0, $1).map { $0 + $1 } } }
      result.nodes.insert(g, at: 0)
      let x = i == 0 ? trace.input : trace.outputs[i - 1]
      if rectifies(node) {
        g = zip(g, trace.outputs[i]).map { zip($0, $1).map { $1 > 0 ? $0 : 0 } }
      }
      if let norm = norm(node), let cache = trace.norms[i] {
        let (dx, dw, db) = norm.backward(
          g, normalized: cache.normalized, variance: cache.variance, weight: weight(node, ".weight"),
          isTraining: trace.isTraining)
        result.weights[(node.name ?? "") + ".weight"] = dw
        result.weights[(node.name ?? "") + ".bias"] = db
        g = dx
      } else if let layer = layer(node) {
        let w = layer.suffixes.map { weight(node, $0) }
        for s in x.indices {
          let (dx, dw) = layer.backward(x[s], trace.outputs[i][s], g[s], w)
          g[s] = dx
          for (suffix, d) in zip(layer.suffixes, dw) {
            let name = (node.name ?? "") + suffix
            result.weights[name] = result.weights[name].map { zip($0, d).map { $0 + $1 } } ?? d
          }
        }
      } else if case .dropout = node.kind, trace.isTraining {
        g = g.indices.map { s in g[s].indices.map { g[s][$0] * drop(i, s, $0) } }
      }
    }
    result.input = g
    return result
  }

  private func weight(_ node: Node, _ suffix: String) -> [Double] { weights[(node.name ?? "") + suffix] ?? [] }

  private func rectifies(_ node: Node) -> Bool {
    if case .relu = node.kind { true } else { node.rectified }
  }

  private func layer(_ node: Node) -> (any ReferenceLayer)? {
    func windows(_ size: Int, _ stride: Int, _ padding: Int = 0) -> Windows {
      Windows(input: node.input, output: node.output, size: size, stride: stride, padding: padding)
    }
    return switch node.kind {
    case .conv2d(_, let kernel, let stride, let padding):
      ReferenceConvolution(windows: windows(kernel, stride, padding))
    case .maxPool(let size, let stride): ReferenceMaxPool(windows: windows(size, stride))
    case .averagePool(let size, let stride): ReferenceAveragePool(windows: windows(size, stride))
    case .dense: ReferenceDense()
    default: nil
    }
  }

  private func norm(_ node: Node) -> ReferenceBatchNorm? {
    guard case .batchNorm(_, let epsilon) = node.kind else { return nil }
    let channels = node.input.isFlat ? node.input.count : node.input.channels
    return ReferenceBatchNorm(channels: channels, pixels: node.input.count / channels, epsilon: Double(epsilon))
  }
}
