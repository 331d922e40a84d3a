/// conv2d with zero padding, and the ReLU behind it, one sample at a time: windows times packed weights or, forward and where it may,
/// Winograd's tiles.
final class Convolution: Operation {
  let input: EngineTensor
  let output: EngineTensor
  let hasParameters = true
  private let kernel: Int
  private let stride: Int
  private let padding: Int
  private let rectified: Bool
  private let store: ParameterStore
  private let matrix: Matrix
  private let weight: Parameter
  private let bias: Parameter
  private let partials: PartialSums
  private let frame: Frame
  private let winograd: WinogradPlane?
  private var scratch: Buffer<Float>?
  /// The output's gradient, spread by the stride and framed with zeros, a lane each.
  private var spread: Buffer<Float>?

  /// - Parameter keepsTies: outputs that are equal in exact arithmetic have to be equal, as for the winners of a max-pool.
  init(_ node: Node, _ input: EngineTensor, _ output: EngineTensor, _ store: ParameterStore, keepsTies: Bool) {
    guard case .conv2d(_, let kernel, let stride, let padding) = node.kind, let name = node.name,
      let weight = store[name: name + ".weight"], let bias = store[name: name + ".bias"],
      let matrix = store.matrices[name + ".weight"]
    else { preconditionFailure("a convolution without its weights") }
    self.input = input
    self.output = output
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.store = store
    self.weight = weight
    self.bias = bias
    self.matrix = matrix
    rectified = node.rectified
    partials = PartialSums(store, [weight, bias])
    frame = Frame(input.layout, padding: padding)
    winograd =
      keepsTies
      ? nil
      : WinogradPlane(kernel: kernel, stride: stride, padding: padding, input: input.layout, output: output.layout, matrix)
  }

  private var shape: Shape { input.layout.shape }
  private var outShape: Shape { output.layout.shape }
  private var framedWidth: Int { shape.width + 2 * padding }
  private var spreadHeight: Int { shape.height + kernel - 1 }
  private var spreadWidth: Int { shape.width + kernel - 1 }
  private var spreadCount: Int { spreadHeight * spreadWidth * output.gradientLayout.stride }

  func reserve(lanes: Int, run: Run) {
    frame.reserve(lanes: lanes)
    if let winograd { grow(&scratch, to: lanes * winograd.scratch) }
    if run.keepsForBackward { grow(&spread, to: lanes * spreadCount) }
    if run.wantsParameterGradients { partials.reserve(chunks: run.backwardSchedule.chunks) }
  }

  func beforeForward(_ run: Run) -> [Units] { winograd?.weights.making(store.version) ?? [] }

  func forward(_ run: Run) -> [Step] {
    let b = store.values.pointer + bias.offset
    if let winograd {
      return [
        .rows { [self] row in
          winograd.run(
            frame.around(input.values(row), lane: row.lane), bias: b, rectified: rectified, to: output.values(row),
            scratch: scratch!.pointer + row.lane * winograd.scratch)
        }
      ]
    }
    let cs = input.layout.stride
    let product = SlidingProduct(
      height: outShape.height, width: outShape.width, sourceRow: stride * framedWidth * cs, sourceStep: stride * cs,
      runs: kernel, runLength: kernel * cs, runStride: framedWidth * cs, columns: output.layout.stride)
    return [
      .rows { [self] row in
        product.run(
          frame.around(input.values(row), lane: row.lane), weights: matrix.values, bias: b, rectified: rectified,
          to: output.values(row),
          destinationStep: output.layout.stride)
      }
    ]
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    var steps: [Step] = []
    if rectified {
      steps.append(.rows { [self] row in maskRectified(output.gradients(row), output.values(row), output.layout.count) })
    }
    if run.wantsParameterGradients { steps.append(.rows { [self] row in addWeightGradient(row) }) }
    if toInput { steps.append(.rows { [self] row in writeInputGradient(row) }) }
    return steps
  }

  func beforeBackward(_ run: Run, toInput: Bool) -> [Units] {
    toInput ? matrix.transposition(store.version) : []
  }

  func afterBackward(_ run: Run) -> [Units] {
    run.wantsParameterGradients ? [partials.sum(chunks: run.backwardSchedule.chunks)] : []
  }

  private func addWeightGradient(_ row: Row) {
    let cs = input.layout.stride, co = output.gradientLayout.stride
    let product = OuterProduct(
      height: outShape.height, width: outShape.width, sourceRow: stride * framedWidth * cs, sourceStep: stride * cs,
      runLength: kernel * cs, runStride: framedWidth * cs, rows: kernel * kernel * cs, columns: co)
    let g = output.gradients(row)
    product.run(
      rows: 0..<product.rows, frame.around(input.values(row), lane: row.lane), g, dStep: co, to: partials.memory(row.chunk, 0),
      adding: !row.isFirst)
    addRows(g, count: outShape.pixels, width: co, to: partials.memory(row.chunk, 1), adding: !row.isFirst)
  }

  private func writeInputGradient(_ row: Row) {
    let co = output.gradientLayout.stride, ci = input.gradientLayout.stride
    let product = SlidingProduct(
      height: shape.height, width: shape.width, sourceRow: spreadWidth * co, sourceStep: co, runs: kernel,
      runLength: kernel * co, runStride: spreadWidth * co, columns: ci)
    let s = spread!.pointer + row.lane * spreadCount
    spreadGradient(output.gradients(row), s)
    product.run(
      s, weights: matrix.transposed, bias: nil, rectified: false, to: input.gradients(row), destinationStep: ci)
  }

  /// Output pixel (y, x) goes to (y * stride + kernel - 1 - padding, ...); what falls outside only saw padding.
  private func spreadGradient(_ g: UnsafePointer<Float>, _ s: UnsafeMutablePointer<Float>) {
    let co = output.gradientLayout.stride
    let shift = kernel - 1 - padding
    for y in 0..<outShape.height {
      let sy = y * stride + shift
      guard sy >= 0, sy < spreadHeight else { continue }
      for x in 0..<outShape.width {
        let sx = x * stride + shift
        guard sx >= 0, sx < spreadWidth else { continue }
        (s + (sy * spreadWidth + sx) * co).update(from: g + (y * outShape.width + x) * co, count: co)
      }
    }
  }
}
