/// Batch normalization (Ioffe, Szegedy 2015) over samples and pixels, a channel each, and the ReLU behind it.
///
/// Training normalizes with the batch's own mean and biased variance and moves the running statistics as PyTorch does;
/// evaluation uses the running statistics. Sums are kept in double precision, one a chunk, added in order.
final class BatchNorm: Operation {
  let input: EngineTensor
  let output: EngineTensor
  let needsWholeBlock: Bool
  let hasParameters = true
  let momentum: Float
  let epsilon: Float
  let rectified: Bool
  let store: ParameterStore
  let weight, bias, runningMean, runningVariance: Parameter
  /// Channels, or places of a flat vector, padding included.
  let width: Int
  let pixels: Int
  /// [chunks, 2, width]
  var sums: Buffer<Double>?
  /// y = x * scale + shift; xhat = x * inverse + offset; dx = g * factor + xhat * slope + constant.
  let scale, shift, inverse, offset, factor, slope, constant: Buffer<Float>

  init(_ node: Node, _ input: EngineTensor, _ output: EngineTensor, _ store: ParameterStore, needsWholeBlock: Bool) {
    guard case .batchNorm(let momentum, let epsilon) = node.kind, let name = node.name,
      let weight = store[name: name + ".weight"], let bias = store[name: name + ".bias"],
      let mean = store[name: name + ".running_mean"], let variance = store[name: name + ".running_var"]
    else { preconditionFailure("a batch norm without its weights") }
    self.input = input
    self.output = output
    self.needsWholeBlock = needsWholeBlock
    self.momentum = momentum
    self.epsilon = epsilon
    self.store = store
    self.weight = weight
    self.bias = bias
    runningMean = mean
    runningVariance = variance
    rectified = node.rectified
    width = node.input.isFlat ? input.layout.count : input.layout.stride
    pixels = node.input.isFlat ? 1 : input.layout.shape.pixels
    scale = Buffer(width)
    shift = Buffer(width)
    inverse = Buffer(width)
    offset = Buffer(width)
    factor = Buffer(width)
    slope = Buffer(width)
    constant = Buffer(width)
  }

  func reserve(lanes: Int, run: Run) {
    let n = Schedule.maximumChunks * 2 * width
    if needsWholeBlock, sums == nil { sums = Buffer(n) }
  }

  func forward(_ run: Run) -> [Step] {
    var steps: [Step] = []
    if run.isTraining {
      steps.append(.rows { [self] row in addMoments(row) })
      steps.append(.once { [self] in takeBatchStatistics(run) })
    } else {
      takeRunningStatistics()
    }
    steps.append(.rows { [self] row in normalize(row) })
    return steps
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    var steps: [Step] = []
    if rectified {
      steps.append(.rows { [self] row in maskRectified(output.gradients(row), output.values(row), output.layout.count) })
    }
    if run.wantsParameterGradients {
      steps.append(.rows { [self] row in addGradientSums(row) })
      steps.append(.once { [self] in takeGradients(run) })
    }
    if toInput { steps.append(.rows { [self] row in writeInputGradient(row) }) }
    return steps
  }

  private func normalize(_ row: Row) {
    let x = input.values(row), y = output.values(row)
    for p in 0..<pixels {
      var c = 0
      while c < width {
        let i = p * width + c
        let v = load8(shift.pointer + c).addingProduct(load8(x + i), load8(scale.pointer + c))
        store8(rectified ? rectify(v) : v, y + i)
        c += 8
      }
    }
  }

  private func writeInputGradient(_ row: Row) {
    let g = output.gradients(row), x = input.values(row), d = input.gradients(row)
    for p in 0..<pixels {
      var c = 0
      while c < width {
        let i = p * width + c
        let xhat = load8(offset.pointer + c).addingProduct(load8(x + i), load8(inverse.pointer + c))
        let v = load8(constant.pointer + c).addingProduct(load8(g + i), load8(factor.pointer + c))
        store8(v.addingProduct(xhat, load8(slope.pointer + c)), d + i)
        c += 8
      }
    }
  }

  private func addMoments(_ row: Row) {
    let x = input.values(row)
    accumulate(row) { i, _ in
      let v = SIMD8<Double>(load8(x + i))
      return (v, v * v)
    }
  }

  private func addGradientSums(_ row: Row) {
    let g = output.gradients(row), x = input.values(row)
    accumulate(row) { i, c in
      let v = SIMD8<Double>(load8(g + i))
      let xhat = load8(offset.pointer + c).addingProduct(load8(x + i), load8(inverse.pointer + c))
      return (v, v * SIMD8<Double>(xhat))
    }
  }

  /// Adds two numbers a value to the chunk's two sums a channel.
  @inline(__always)
  private func accumulate(_ row: Row, _ pair: (_ index: Int, _ channel: Int) -> (SIMD8<Double>, SIMD8<Double>)) {
    let s = UnsafeMutableRawPointer(sums!.pointer + row.chunk * 2 * width)
    let bytes = MemoryLayout<Double>.stride
    var c = 0
    while c < width {
      var a = SIMD8<Double>.zero, b = SIMD8<Double>.zero
      if !row.isFirst {
        a = s.loadUnaligned(fromByteOffset: c * bytes, as: SIMD8<Double>.self)
        b = s.loadUnaligned(fromByteOffset: (width + c) * bytes, as: SIMD8<Double>.self)
      }
      for p in 0..<pixels {
        let (u, v) = pair(p * width + c, c)
        a += u
        b += v
      }
      s.storeBytes(of: a, toByteOffset: c * bytes, as: SIMD8<Double>.self)
      s.storeBytes(of: b, toByteOffset: (width + c) * bytes, as: SIMD8<Double>.self)
      c += 8
    }
  }
}
