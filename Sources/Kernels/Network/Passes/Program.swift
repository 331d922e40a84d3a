/// The operations of a network for one purpose, with the memory between them.
final class Program {
  struct Key: Hashable {
    let purpose: Purpose
    /// Nodes whose output the caller wants, though it could be fused away.
    var exposed: Set<Int> = []
  }

  enum Purpose: Hashable {
    /// Forward only; values inside a sample's own pass are not kept.
    case inference
    /// Forward, then backward to activations and the input.
    case gradients
    /// Forward, then backward no further than to the first dense layer: see ChannelSums.
    case channelSums
    /// The gradient of the mean loss with respect to the weights, in evaluation mode.
    case parameterGradients
    case training

    /// How gradients pass back through pools.
    var winners: WinnerRule {
      switch self {
      case .inference, .channelSums: .none
      case .training: .quick
      case .gradients, .parameterGradients: .exact
      }
    }
  }

  let purpose: Purpose
  let operations: [any Operation]
  /// tensors[i] goes into operation i; the last are the logits.
  let tensors: [EngineTensor]
  /// Which tensor holds the output of node i.
  private let tensorOfNode: [Int]
  private var scratch: Buffer<Double>?
  private var sums: [Int: ChannelSums] = [:]
  private let classes: Int

  init(_ network: Network, _ store: ParameterStore, _ key: Key) {
    let purpose = key.purpose
    self.purpose = purpose
    classes = network.classes
    let layout = Layout.input(of: network)
    let stages = Planner.stages(network, exposed: key.exposed)
    var needsBlocks = true
    if case .dense? = network.nodes.first?.kind { needsBlocks = false }
    if case .pooledConvolution? = stages.first { needsBlocks = false }
    var tensors = [EngineTensor(layout, gradientStride: needsBlocks ? padded8(layout.stride) : layout.stride)]
    var operations: [any Operation] = []
    var tensorOfNode: [Int] = []
    for stage in stages {
      let input = tensors[tensors.count - 1]
      let next = stage.nodes.reduce(input.layout) { $0.after(network.nodes[$1]) }
      let output = EngineTensor(next, gradientStride: next.stride)
      if let operation = Self.operation(stage, network, input, output, store, purpose) {
        operations.append(operation)
        tensors.append(output)
        if operation.needsWholeBlock {
          input.keepsValues = true
          output.keepsValues = true
          output.keepsGradients = true
          if operation is Dense { input.keepsGradients = true }
        }
      }
      for _ in stage.nodes { tensorOfNode.append(tensors.count - 1) }
    }
    if purpose != .inference { for tensor in tensors { tensor.keepsValues = true } }
    self.operations = operations
    self.tensors = tensors
    self.tensorOfNode = tensorOfNode
  }

  private static func operation(
    _ stage: Stage, _ network: Network, _ input: EngineTensor, _ output: EngineTensor, _ store: ParameterStore, _ purpose: Purpose
  ) -> (any Operation)? {
    let node = network.nodes[stage.nodes.lowerBound]
    if case .pooledConvolution = stage {
      return FusedConvolution(node, input, output, store, winners: purpose.winners)
    }
    return switch node.kind {
    case .conv2d:
      Convolution(
        node, input, output, store, keepsTies: keepsTies(network, stage.nodes.lowerBound, purpose.winners))
    case .dense: Dense(node, input, output, store)
    case .batchNorm:
      BatchNorm(
        node, input, output, store, needsWholeBlock: purpose == .training || purpose == .parameterGradients)
    case .relu: Rectify(input, output)
    case .maxPool(let size, let stride): MaxPool(size: size, stride: stride, input, output)
    case .averagePool(let size, let stride): AveragePool(size: size, stride: stride, input, output)
    case .dropout(let rate):
      purpose == .training && rate > 0 ? Dropout(rate: rate, number: node.number, input, output) : nil
    case .flatten: nil
    }
  }

  /// Whether a max-pool that gradients pass back through follows, at once or behind what works value by value.
  private static func keepsTies(_ network: Network, _ node: Int, _ winners: WinnerRule) -> Bool {
    for next in network.nodes[(node + 1)...] where winners != .none {
      switch next.kind {
      case .maxPool: return true
      case .relu: continue
      case .batchNorm, .dropout: if winners != .exact { return false }
      default: return false
      }
    }
    return false
  }

  /// Whether a layer is not done chunk by chunk.
  var hasWholeBlocks: Bool { operations.contains { ($0 as? Dense).map { !$0.isByChunks } ?? $0.needsWholeBlock } }

  var logits: EngineTensor { tensors[tensors.count - 1] }

  /// The tensor of a port; the flattened input of the last dense layer has the memory of what it flattens.
  func tensor(of port: NetworkPort) -> Int { port.node < 0 ? 0 : tensorOfNode[port.node] }

  /// How gradients towards tensor i can be summed over its positions without them, if they can.
  func channelSums(of i: Int) -> ChannelSums? {
    var dense = i
    while dense < operations.count, operations[dense] is MaxPool || operations[dense] is AveragePool { dense += 1 }
    guard dense < operations.count, let operation = operations[dense] as? Dense, tensors[i].layout.shape.pixels > 1 else {
      return nil
    }
    if let found = sums[dense] { return found }
    let made = ChannelSums(operation, number: dense)
    sums[dense] = made
    return made
  }

  func reserve(_ run: Run, lanes: Int) {
    for tensor in tensors {
      tensor.reserveValues(samples: run.samples, lanes: lanes)
      if run.keepsForBackward { tensor.reserveGradients(samples: run.samples, targets: run.targets, lanes: lanes) }
    }
    for operation in operations { operation.reserve(lanes: lanes, run: run) }
    grow(&scratch, to: lanes * classes)
  }

  /// Room for the probabilities of one sample.
  func scratch(_ row: Row) -> UnsafeMutablePointer<Double> { scratch!.pointer + row.lane * classes }
}
