/// conv2d (stride 1) -> ReLU -> max-pool 2 x 2 (stride 2) as one operation, one sample at a time.
///
/// Forward, the picture before the pool exists in registers only. Backward, only the winner of a pool window, and only if the
/// ReLU let it pass, carries gradient: exactly the same sums as those of the three layers, without the zeros.
final class FusedConvolution: Operation {
  let input: Tensor
  let output: Tensor
  let hasParameters = true
  private let geometry: PooledGeometry
  private let store: ParameterStore
  private let matrix: Matrix
  private let weight: Parameter
  private let bias: Parameter
  private let frame: Frame
  private let winograd: WinogradWindows?
  private let rows: KernelRows
  private let biasSums: PartialSums
  /// The winner of each pool window, a sample each.
  private var winners: Buffer<UInt8>?
  private var scratch: Buffer<Float>?
  private var counts: Buffer<Int32>?
  private var places: Buffer<Int32>?
  private var gradients: Buffer<Float>?
  /// The gradient of the framed input, a lane and target each, where it cannot be written at its place.
  private var framedGradient: Buffer<Float>?

  init(_ node: Node, _ input: Tensor, _ output: Tensor, _ store: ParameterStore) {
    guard case .conv2d(_, let kernel, 1, let padding) = node.kind, let name = node.name,
      let weight = store[name: name + ".weight"], let bias = store[name: name + ".bias"],
      let matrix = store.matrices[name + ".weight"]
    else { preconditionFailure("a fused convolution without its weights") }
    self.input = input
    self.output = output
    self.store = store
    self.weight = weight
    self.bias = bias
    self.matrix = matrix
    geometry = PooledGeometry(kernel: kernel, padding: padding, input: input.layout, output: output.layout)
    frame = Frame(input.layout, padding: padding)
    rows = KernelRows(geometry, matrix)
    biasSums = PartialSums(store, [bias])
    if FusionMethod(kernel: kernel, channels: input.layout.stride) == .winograd {
      let weights = WinogradWeights(matrix, channels: geometry.channels, filters: geometry.filters)
      winograd = WinogradWindows(geometry, weights)
    } else {
      winograd = nil
    }
  }

  /// Floats of the framed gradient of one target.
  private var framedCount: Int { padded8(geometry.count) + 8 }
  /// Whole vectors may be added at the place of the input's gradient.
  private var isDirect: Bool { geometry.padding == 0 && geometry.runLength % 8 == 0 }

  func reserve(lanes: Int, run: Run) {
    frame.reserve(lanes: lanes)
    if let winograd { grow(&scratch, lanes * winograd.scratch) }
    guard run.keepsForBackward else { return }
    grow(&winners, run.samples * output.layout.count)
    grow(&counts, lanes * geometry.filters)
    grow(&places, lanes * listsCount)
    grow(&gradients, lanes * run.targets * listsCount)
    if !isDirect { grow(&framedGradient, lanes * run.targets * framedCount) }
    if run.wantsParameterGradients {
      rows.reserve(chunks: run.backwardSchedule.chunks)
      biasSums.reserve(chunks: run.backwardSchedule.chunks)
    }
  }

  private var listsCount: Int { geometry.filters * geometry.windows }

  private func grow<Element>(_ buffer: inout Buffer<Element>?, _ count: Int) {
    if (buffer?.count ?? 0) < count { buffer = Buffer(count) }
  }

  func beforeForward(_ run: Run) -> [Step] { winograd?.weights.making(store.version) ?? [] }

  func forward(_ run: Run) -> [Step] {
    let b = store.values.pointer + bias.offset
    let direct = DirectWindows(geometry)
    return [
      .rows { [self] row in
        let source = frame.around(input.values(row), lane: row.lane)
        let found = run.keepsForBackward ? winners!.pointer + row.sample * output.layout.count : nil
        if let winograd {
          winograd.run(
            source, bias: b, to: output.values(row), found: found, scratch: scratch!.pointer + row.lane * winograd.scratch)
        } else {
          direct.run(source, weights: matrix.values, bias: b, to: output.values(row), found: found)
        }
      }
    ]
  }

  func beforeBackward(_ run: Run, toInput: Bool) -> [Step] { toInput ? rows.making(store.version) : [] }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    let sparse = SparseGradients(geometry: geometry)
    return [
      .samples { [self] row in
        if run.targets == 1 { maskRectified(output.gradients(row), output.values(row), output.layout.count) }
        let lists = isNinePixels && !toInput ? nil : fillLists(row, run)
        if run.wantsParameterGradients { addWeightGradient(sparse, lists, row) }
        if toInput, let lists { writeInputGradient(sparse, lists, row, run) }
      }
    ]
  }

  /// The usual first layer, whose weight gradient needs no lists.
  private var isNinePixels: Bool { geometry.kernel == 3 && geometry.channels == 1 }

  private func addWeightGradient(_ sparse: SparseGradients, _ lists: WinnerLists?, _ row: Row) {
    let source = frame.around(input.values(row), lane: row.lane)
    let g = output.gradients(row), to = rows.partial(row.chunk)
    if let lists {
      sparse.weights(lists, source, to: to, adding: !row.isFirst)
    } else {
      let found = winners!.pointer + row.sample * output.layout.count
      NinePixelGradient.add(geometry, source, g, winners: found, to: to, adding: !row.isFirst)
    }
    addRows(g, count: geometry.windows, width: geometry.filters, to: biasSums.memory(row.chunk, 0), adding: !row.isFirst)
  }

  func afterBackward(_ run: Run) -> [Step] {
    guard run.wantsParameterGradients else { return [] }
    let chunks = run.backwardSchedule.chunks
    return [rows.sum(chunks: chunks, to: store.gradients.pointer + weight.offset), biasSums.sum(chunks: chunks)]
  }

  private func fillLists(_ row: Row, _ run: Run) -> WinnerLists {
    let lists = WinnerLists(
      counts: counts!.pointer + row.lane * geometry.filters, places: places!.pointer + row.lane * listsCount,
      gradients: gradients!.pointer + row.lane * run.targets * listsCount, geometry: geometry)
    let y = output.values(row), found = winners!.pointer + row.sample * output.layout.count
    if run.targets == 1 {
      lists.fill(output.gradients(row), winners: found)
    } else {
      lists.fill(active: y, winners: found, targets: run.targets) { UnsafePointer(output.gradients(row.with(target: $0))) }
    }
    return lists
  }

  private func writeInputGradient(_ sparse: SparseGradients, _ lists: WinnerLists, _ row: Row, _ run: Run) {
    if isDirect, run.targets == 1 {
      let d = input.gradients(row)
      d.update(repeating: 0, count: input.gradientCount)
      sparse.input(lists, rows: rows.values, targets: 1, to: d, step: 0)
      return
    }
    if isDirect {
      let d = input.gradients(row)
      let step = input.gradients(row.with(target: 1)) - d
      d.update(repeating: 0, count: run.targets * step)
      sparse.input(lists, rows: rows.values, targets: run.targets, to: d, step: step)
      return
    }
    let d = framedGradient!.pointer + row.lane * run.targets * framedCount
    d.update(repeating: 0, count: run.targets * framedCount)
    sparse.input(lists, rows: rows.values, targets: run.targets, to: d, step: framedCount)
    for t in 0..<run.targets {
      let to = input.gradients(row.with(target: t))
      frame.inside(d + t * framedCount, to: to)
    }
  }
}
