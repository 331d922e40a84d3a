/// conv2d (stride 1) -> ReLU -> max-pool 2 x 2 (stride 2) as one operation, one sample at a time.
///
/// Forward, the picture before the pool exists in registers only. Backward, only the winner of a pool window, and only if the
/// ReLU let it pass, carries gradient: exactly the same sums as those of the three layers, without the zeros.
final class FusedConvolution: Operation {
  let input: EngineTensor
  let output: EngineTensor
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
  private let winnerRule: WinnerRule
  /// The winner of each pool window, a sample each.
  private var winners: Buffer<UInt8>?
  private var scratch: Buffer<Float>?
  private let places: Buffer<Int32>
  private var lists: (integers: Buffer<Int32>?, floats: Buffer<Float>?)
  /// The gradient of the framed input, a lane and target each, where it cannot be written at its place.
  private var framedGradient: Buffer<Float>?

  init(_ node: Node, _ input: EngineTensor, _ output: EngineTensor, _ store: ParameterStore, winners: WinnerRule) {
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
    winnerRule = winners
    geometry = PooledGeometry(kernel: kernel, padding: padding, input: input.layout, output: output.layout)
    places = geometry.places()
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
    if let winograd { grow(&scratch, to: lanes * winograd.scratch) }
    guard winnerRule != .none, run.keepsForBackward else { return }
    grow(&winners, to: run.samples * output.layout.count)
    let room = ActiveUnits.room(geometry)
    grow(&lists.integers, to: lanes * room.integers)
    grow(&lists.floats, to: lanes * room.floats)
    if !isDirect { grow(&framedGradient, to: lanes * run.targets * framedCount) }
    if run.wantsParameterGradients {
      rows.reserve(chunks: run.backwardSchedule.chunks)
      biasSums.reserve(chunks: run.backwardSchedule.chunks)
    }
  }

  func beforeForward(_ run: Run) -> [Units] { winograd?.weights.making(store.version) ?? [] }

  func forward(_ run: Run) -> [Step] {
    let b = store.values.pointer + bias.offset
    let direct = DirectWindows(geometry)
    return [
      .rows { [self] row in
        let source = frame.around(input.values(row), lane: row.lane)
        let found = winnerRule != .none && run.keepsForBackward ? found(row) : nil
        if let winograd {
          winograd.run(
            source, bias: b, to: output.values(row), found: found, isExact: winnerRule == .exact,
            scratch: scratch!.pointer + row.lane * winograd.scratch)
        } else {
          direct.run(source, weights: matrix.values, bias: b, to: output.values(row), found: found)
        }
      }
    ]
  }

  func beforeBackward(_ run: Run, toInput: Bool) -> [Units] { toInput ? rows.making(store.version) : [] }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    [
      .samples { [self] row in
        if run.targets == 1 { maskRectified(output.gradients(row), output.values(row), output.layout.count) }
        let active = toInput || !isNinePixels ? activeUnits(row, run) : nil
        if run.wantsParameterGradients { addWeightGradient(active, row) }
        if toInput, let active { writeInputGradient(active, row, run) }
      }
    ]
  }

  /// The usual first layer, whose weight gradient needs no lists.
  private var isNinePixels: Bool { geometry.kernel == 3 && geometry.channels == 1 }

  private func found(_ row: Row) -> UnsafeMutablePointer<UInt8> { winners!.pointer + row.sample * output.layout.count }

  private func activeUnits(_ row: Row, _ run: Run) -> ActiveUnits {
    let room = ActiveUnits.room(geometry)
    let active = ActiveUnits(
      geometry, lists.integers!.pointer + row.lane * room.integers, lists.floats!.pointer + row.lane * room.floats)
    active.fill(
      keys: run.targets == 1 ? output.gradients(row) : output.values(row), winners: found(row), places: places.pointer)
    return active
  }

  private func addWeightGradient(_ active: ActiveUnits?, _ row: Row) {
    let source = frame.around(input.values(row), lane: row.lane)
    let g = output.gradients(row), to = rows.partial(row.chunk)
    if isNinePixels {
      NinePixelGradient.add(geometry, source, g, winners: found(row), to: to, adding: !row.isFirst)
    } else if let active {
      SparseWeightGradient(geometry: geometry).add(active, source, to: to, adding: !row.isFirst)
    }
    addRows(g, count: geometry.windows, width: geometry.filters, to: biasSums.memory(row.chunk, 0), adding: !row.isFirst)
  }

  func afterBackward(_ run: Run) -> [Units] {
    guard run.wantsParameterGradients else { return [] }
    let chunks = run.backwardSchedule.chunks
    return [rows.sum(chunks: chunks, to: store.gradients.pointer + weight.offset), biasSums.sum(chunks: chunks)]
  }

  private func writeInputGradient(_ active: ActiveUnits, _ row: Row, _ run: Run) {
    // Targets follow each other.
    let d = isDirect ? input.gradients(row) : framedGradient!.pointer + row.lane * run.targets * framedCount
    let step = isDirect ? input.gradientCount : framedCount
    d.update(repeating: 0, count: run.targets * step)
    SparseInputGradient(geometry: geometry, places: places.pointer, rows: rows.values).add(
      active, targets: run.targets, to: d, step: step
    ) { UnsafePointer(output.gradients(row.with(target: $0))) }
    if isDirect { return }
    for t in 0..<run.targets { frame.inside(d + t * framedCount, to: input.gradients(row.with(target: t))) }
  }
}
