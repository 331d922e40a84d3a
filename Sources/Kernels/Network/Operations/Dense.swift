/// Fully connected, and the ReLU behind it: the block of samples is one matrix.
final class Dense: Operation {
  let input: EngineTensor
  let output: EngineTensor
  let needsWholeBlock = true
  let hasParameters = true
  let rectified: Bool
  private let store: ParameterStore
  let matrix: Matrix
  private let weight: Parameter
  private let biasParameter: Parameter

  private static let rowGroup = 48
  private static let blockGroup = 4
  /// So many weights stay in the second cache while the samples of a chunk pass; more need as many samples at once as
  /// there are.
  private static let mostByChunks = 1 << 15

  init(_ node: Node, _ input: EngineTensor, _ output: EngineTensor, _ store: ParameterStore) {
    guard let name = node.name, let weight = store[name: name + ".weight"], let bias = store[name: name + ".bias"],
      let matrix = store.matrices[name + ".weight"]
    else { preconditionFailure("a dense layer without its weights") }
    self.input = input
    self.output = output
    self.store = store
    self.weight = weight
    biasParameter = bias
    self.matrix = matrix
    rectified = node.rectified
  }

  private var inputs: Int { input.layout.count }
  private var outputs: Int { output.layout.count }

  var isByChunks: Bool { inputs * outputs <= Self.mostByChunks }
  private var bias: UnsafeMutablePointer<Float> { store.values.pointer + biasParameter.offset }

  func forward(_ run: Run) -> [Step] {
    let blocks = (outputs + 15) / 16
    if isByChunks {
      return [.chunks { [self] row, samples in multiply(row.sample, samples, 0..<blocks) }]
    }
    let groups = (run.samples + Self.rowGroup - 1) / Self.rowGroup
    return [
      .units(blocks * groups) { [self] _, unit in
        let first = unit / blocks * Self.rowGroup, block = unit % blocks
        multiply(first, min(Self.rowGroup, run.samples - first), block..<block + 1)
      }
    ]
  }

  /// The outputs of samples `first` and following, in blocks of 16.
  private func multiply(_ first: Int, _ count: Int, _ blocks: Range<Int>) {
    let product = SlidingProduct(
      height: 1, width: count, sourceRow: 0, sourceStep: inputs, runs: 1, runLength: inputs, runStride: 0, columns: outputs)
    for block in blocks {
      product.run(
        block: block, input.allValues + first * inputs, weights: matrix.values, bias: bias, rectified: rectified,
        to: output.allValues + first * outputs, destinationStep: outputs)
    }
  }

  func beforeBackward(_ run: Run, toInput: Bool) -> [Units] {
    toInput ? matrix.transposition(store.version) : []
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    var steps: [Step] = []
    if rectified {
      steps.append(.rows { [self] row in maskRectified(output.gradients(row), output.values(row), outputs) })
    }
    guard toInput else { return steps }
    let blocks = (input.gradientCount + 15) / 16
    if isByChunks {
      steps.append(
        .chunks { [self] row, samples in multiplyBack(row.index, samples * run.targets, 0..<blocks) })
    } else {
      let blockGroups = (blocks + Self.blockGroup - 1) / Self.blockGroup
      let rowGroups = (run.rows + Self.rowGroup - 1) / Self.rowGroup
      steps.append(
        .units(blockGroups * rowGroups) { [self] _, unit in
          let first = unit / blockGroups * Self.rowGroup, block = unit % blockGroups * Self.blockGroup
          multiplyBack(first, min(Self.rowGroup, run.rows - first), block..<min(blocks, block + Self.blockGroup))
        })
    }
    return steps
  }

  /// The input gradients of rows `first` and following, in blocks of 16.
  private func multiplyBack(_ first: Int, _ count: Int, _ blocks: Range<Int>) {
    let product = SlidingProduct(
      height: 1, width: count, sourceRow: 0, sourceStep: outputs, runs: 1, runLength: outputs, runStride: 0,
      columns: input.gradientCount)
    for block in blocks {
      product.run(
        block: block, output.allGradients + first * outputs, weights: matrix.transposed, bias: nil, rectified: false,
        to: input.allGradients + first * input.gradientCount, destinationStep: input.gradientCount)
    }
  }

  func afterBackward(_ run: Run) -> [Units] {
    guard run.wantsParameterGradients else { return [] }
    return [
      Units((inputs + Self.rowGroup - 1) / Self.rowGroup) { [self] _, unit in writeWeightGradient(run, unit) },
      Units(1) { [self] _, _ in
        addRows(
          output.allGradients, count: run.samples, width: outputs, to: store.gradients.pointer + biasParameter.offset,
          adding: false)
      },
    ]
  }

  /// 48 rows of the weights, summed over the samples in order.
  private func writeWeightGradient(_ run: Run, _ unit: Int) {
    let product = OuterProduct(
      height: 1, width: run.samples, sourceRow: 0, sourceStep: inputs, runLength: inputs, runStride: 0, rows: inputs,
      columns: outputs)
    let first = unit * Self.rowGroup
    product.run(
      rows: first..<min(inputs, first + Self.rowGroup), input.allValues, output.allGradients, dStep: outputs,
      to: store.gradients.pointer + weight.offset, adding: false)
  }
}
