/// Fully connected, and the ReLU behind it: the block of samples is one matrix.
final class Dense: Operation {
  let input: Tensor
  let output: Tensor
  let needsWholeBlock = true
  let hasParameters = true
  private let rectified: Bool
  private let store: ParameterStore
  private let matrix: Matrix
  private let weight: Parameter
  private let bias: Parameter

  private static let rowGroup = 48
  private static let blockGroup = 4

  init(_ node: Node, _ input: Tensor, _ output: Tensor, _ store: ParameterStore) {
    guard let name = node.name, let weight = store[name: name + ".weight"], let bias = store[name: name + ".bias"],
      let matrix = store.matrices[name + ".weight"]
    else { preconditionFailure("a dense layer without its weights") }
    self.input = input
    self.output = output
    self.store = store
    self.weight = weight
    self.bias = bias
    self.matrix = matrix
    rectified = node.rectified
  }

  private var inputs: Int { input.layout.count }
  private var outputs: Int { output.layout.count }

  func forward(_ run: Run) -> [Step] {
    let blocks = (outputs + 15) / 16
    let groups = (run.samples + Self.rowGroup - 1) / Self.rowGroup
    let b = store.values.pointer + bias.offset
    return [
      .units(blocks * groups) { [self] _, unit in
        let first = (unit / blocks) * Self.rowGroup
        let product = SlidingProduct(
          height: 1, width: min(Self.rowGroup, run.samples - first), sourceRow: 0, sourceStep: inputs, runs: 1,
          runLength: inputs, runStride: 0, columns: outputs)
        product.run(
          block: unit % blocks, input.allValues + first * inputs, weights: matrix.values, bias: b, rectified: rectified,
          to: output.allValues + first * outputs, destinationStep: outputs)
      }
    ]
  }

  func beforeBackward(_ run: Run, toInput: Bool) -> [Step] {
    toInput ? matrix.transposition(store.version) : []
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    var steps: [Step] = []
    if rectified {
      steps.append(.rows { [self] row in maskRectified(output.gradients(row), output.values(row), outputs) })
    }
    let weightUnits = run.wantsParameterGradients ? (inputs + Self.rowGroup - 1) / Self.rowGroup + 1 : 0
    let blocks = (input.gradientCount + 15) / 16
    let blockGroups = (blocks + Self.blockGroup - 1) / Self.blockGroup
    let rowGroups = (run.rows + Self.rowGroup - 1) / Self.rowGroup
    steps.append(
      .units(weightUnits + (toInput ? blockGroups * rowGroups : 0)) { [self] _, unit in
        if unit < weightUnits {
          writeWeightGradient(run, unit)
        } else {
          let u = unit - weightUnits
          let first = (u / blockGroups) * Self.rowGroup
          let product = SlidingProduct(
            height: 1, width: min(Self.rowGroup, run.rows - first), sourceRow: 0, sourceStep: outputs, runs: 1,
            runLength: outputs, runStride: 0, columns: input.gradientCount)
          let start = (u % blockGroups) * Self.blockGroup
          for block in start..<min(blocks, start + Self.blockGroup) {
            product.run(
              block: block, output.allGradients + first * outputs, weights: matrix.transposed, bias: nil,
              rectified: false, to: input.allGradients + first * input.gradientCount,
              destinationStep: input.gradientCount)
          }
        }
      })
    return steps
  }

  /// 48 rows of the weights, summed over the samples in order; unit 0 is the bias.
  private func writeWeightGradient(_ run: Run, _ unit: Int) {
    let g = store.gradients.pointer
    if unit == 0 {
      addRows(output.allGradients, count: run.samples, width: outputs, to: g + bias.offset, adding: false)
      return
    }
    let product = OuterProduct(
      height: 1, width: run.samples, sourceRow: 0, sourceStep: inputs, runLength: inputs, runStride: 0, rows: inputs,
      columns: outputs)
    let first = (unit - 1) * Self.rowGroup
    product.run(
      rows: first..<min(inputs, first + Self.rowGroup), input.allValues, output.allGradients, dStep: outputs,
      to: g + weight.offset, adding: false)
  }
}
