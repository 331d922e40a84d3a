/// The gradient of conv2d -> ReLU -> max-pool towards its framed input, over the active units alone: the stretch below a
/// line of the kernel stays in registers while the kernels of a pixel's filters are added to it.
struct SparseInputGradient {
  let geometry: PooledGeometry
  /// [pixels]: the first float of each convolution window.
  let places: UnsafePointer<Int32>
  /// [filters, kernel, paddedRun]
  let rows: UnsafePointer<Float>

  /// dX[target, framed input] += gradient * kernel. `g(t)` is the gradient of target t, `[windows, filters]`; only active
  /// units are read. Targets of dX are `step` floats apart. A target's dX does not depend on how many there are.
  func add(
    _ active: ActiveUnits, targets: Int, to d: UnsafeMutablePointer<Float>, step: Int, _ g: (Int) -> UnsafePointer<Float>
  ) {
    if geometry.kernel == 3, geometry.paddedRun == 8 { return addThreeLines(active, targets: targets, to: d, step: step, g) }
    for line in 0..<geometry.kernel {
      forEachStretch(of: geometry.paddedRun) { from, length in
        let row = rows + line * geometry.paddedRun + from, to = d + line * geometry.line + from
        forEachPair(of: targets) { target, isPair in
          let g = (g(target), g(isPair ? target + 1 : target)), to = to + target * step
          switch (length, isPair) {
          case (96, true): scatter(Stretch48.self, parts: 2, active, row, g, to, step)
          case (96, false): scatter(Stretch96.self, active, row, g.0, to)
          case (48, true): scatter(Stretch48.self, parts: 1, active, row, g, to, step)
          case (48, false): scatter(Stretch48.self, active, row, g.0, to)
          case (24, true): scatter(Stretch24.self, parts: 1, active, row, g, to, step)
          case (24, false): scatter(Stretch24.self, active, row, g.0, to)
          case (_, true): scatter(SIMD8<Float>.self, parts: 1, active, row, g, to, step)
          case (_, false): scatter(SIMD8<Float>.self, active, row, g.0, to)
          }
        }
      }
    }
  }

  /// Two targets share what is read of the kernels.
  @inline(__always)
  private func forEachPair(of targets: Int, _ body: (_ target: Int, _ isPair: Bool) -> Void) {
    for target in stride(from: 0, to: targets, by: 2) { body(target, target + 1 < targets) }
  }

  @inline(__always)
  private func scatter<S: Stretch>(
    _: S.Type, _ active: ActiveUnits, _ row: UnsafePointer<Float>, _ g: UnsafePointer<Float>,
    _ d: UnsafeMutablePointer<Float>
  ) {
    let width = geometry.filters, filterStep = geometry.kernel * geometry.paddedRun
    for pixel in 0..<4 * geometry.windows {
      let count = Int(active.pixelCounts[pixel])
      let list = active.pixelFilters + pixel * width, gradient = g + pixel / 4 * width
      let to = d + Int(places[pixel])
      var sum = S.load(to)
      // In pairs: the lists are short, and where each ends is hard to foresee.
      var e = 0
      while e + 1 < count {
        sum = sum.adding(S.load(row + Int(list[e]) * filterStep), SIMD8(repeating: gradient[Int(list[e])]))
        sum = sum.adding(S.load(row + Int(list[e + 1]) * filterStep), SIMD8(repeating: gradient[Int(list[e + 1])]))
        e += 2
      }
      if e < count { sum = sum.adding(S.load(row + Int(list[e]) * filterStep), SIMD8(repeating: gradient[Int(list[e])])) }
      sum.store(to)
    }
  }

  /// Two targets that are active at the same units, in parts that the registers hold.
  @inline(__always)
  private func scatter<S: Stretch>(
    _: S.Type, parts: Int, _ active: ActiveUnits, _ row: UnsafePointer<Float>,
    _ g: (UnsafePointer<Float>, UnsafePointer<Float>), _ d: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    for pixel in 0..<4 * geometry.windows {
      for part in stride(from: 0, to: parts * S.count, by: S.count) {
        let to = d + Int(places[pixel]) + part
        var sums = (S.load(to), S.load(to + step))
        add(active, pixel, row + part, g, to: &sums)
        sums.0.store(to)
        sums.1.store(to + step)
      }
    }
  }

  /// The kernels of a pixel's filters, each times the gradients of two targets.
  @inline(__always)
  private func add<S: Stretch>(
    _ active: ActiveUnits, _ pixel: Int, _ row: UnsafePointer<Float>, _ g: (UnsafePointer<Float>, UnsafePointer<Float>),
    to sums: inout (S, S)
  ) {
    let list = active.pixelFilters + pixel * geometry.filters, offset = pixel / 4 * geometry.filters
    let filterStep = geometry.kernel * geometry.paddedRun
    for e in 0..<Int(active.pixelCounts[pixel]) {
      let filter = Int(list[e])
      let scalars = (SIMD8<Float>(repeating: g.0[offset + filter]), SIMD8<Float>(repeating: g.1[offset + filter]))
      S.add(row + filter * filterStep, scalars, to: &sums)
    }
  }

  /// Kernels of three lines of one vector each, as in a first layer: all lines at once.
  ///
  /// The stretches of pixels side by side overlap by parts of a vector, and a read waits until such a write is done: so pixels follow
  /// each other down the columns.
  private func addThreeLines(
    _ active: ActiveUnits, targets: Int, to d: UnsafeMutablePointer<Float>, step: Int, _ g: (Int) -> UnsafePointer<Float>
  ) {
    let width = geometry.output.shape.width
    forEachPair(of: targets) { target, isPair in
      let g = (g(target), g(isPair ? target + 1 : target)), to = d + target * step
      for corner in 0..<4 {
        for x in 0..<width {
          for window in stride(from: x, to: geometry.windows, by: width) {
            let pixel = 4 * window + corner, to = to + Int(places[pixel])
            var sums = (Stretch24.zero, Stretch24.zero)
            add(active, pixel, rows, g, to: &sums)
            addLines(sums.0, to)
            if isPair { addLines(sums.1, to + step) }
          }
        }
      }
    }
  }

  @inline(__always)
  private func addLines(_ lines: Stretch24, _ d: UnsafeMutablePointer<Float>) {
    store8(load8(d) + lines.a, d)
    store8(load8(d + geometry.line) + lines.b, d + geometry.line)
    store8(load8(d + 2 * geometry.line) + lines.c, d + 2 * geometry.line)
  }
}
