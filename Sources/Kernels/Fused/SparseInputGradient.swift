/// The gradient of conv2d -> ReLU -> max-pool towards its framed input, over the active units alone: the stretch below a
/// line of the kernel stays in registers while the kernels of a pixel's filters are added to it.
struct SparseInputGradient {
  let geometry: PooledGeometry
  /// [pixels]: the first float of each convolution window.
  let places: UnsafePointer<Int32>
  /// [filters, kernel, paddedRun]
  let rows: UnsafePointer<Float>

  /// dX[target, framed input] += gradient * kernel. `g(t)` is the gradient of target t, `[windows, filters]`; only active
  /// units are read. Targets of dX are `step` floats apart.
  func add(
    _ active: ActiveUnits, targets: Int, to d: UnsafeMutablePointer<Float>, step: Int, _ g: (Int) -> UnsafePointer<Float>
  ) {
    for line in 0..<geometry.kernel {
      forEachStretch(of: geometry.paddedRun) { from, length in
        let row = rows + line * geometry.paddedRun + from, to = d + line * geometry.line + from
        for target in 0..<targets {
          switch length {
          case 96: scatter(Stretch96.self, active, row, g(target), to + target * step)
          case 48: scatter(Stretch48.self, active, row, g(target), to + target * step)
          case 24: scatter(Stretch24.self, active, row, g(target), to + target * step)
          default: scatter(SIMD8<Float>.self, active, row, g(target), to + target * step)
          }
        }
      }
    }
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
}
