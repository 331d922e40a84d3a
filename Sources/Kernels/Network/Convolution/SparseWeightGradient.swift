/// The weight gradient of conv2d -> ReLU -> max-pool over the active units alone: a line of a filter's kernel stays in registers
/// while the pixels below are added to it.
struct SparseWeightGradient {
  let geometry: PooledGeometry

  /// dW[filter, line of the kernel, paddedRun] (+)= sum of gradient * window, the gradients being the keys. Floats between
  /// runLength and paddedRun hold nothing of use.
  func add(_ active: ActiveUnits, _ source: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, adding: Bool) {
    for filter in 0..<geometry.filters {
      let count = Int(active.filterCounts[filter])
      let places = active.filterPlaces + filter * geometry.windows, g = active.filterKeys + filter * geometry.windows
      for line in 0..<geometry.kernel {
        let x = source + line * geometry.line
        let row = d + (filter * geometry.kernel + line) * geometry.paddedRun
        forEachStretch(of: geometry.paddedRun) { from, length in
          switch length {
          case 96: gather(Stretch96.self, places, count, x + from, g, row + from, adding)
          case 48: gather(Stretch48.self, places, count, x + from, g, row + from, adding)
          case 24: gather(Stretch24.self, places, count, x + from, g, row + from, adding)
          default: gather(SIMD8<Float>.self, places, count, x + from, g, row + from, adding)
          }
        }
      }
    }
  }

  @inline(__always)
  private func gather<S: Stretch>(
    _: S.Type, _ places: UnsafePointer<Int32>, _ count: Int, _ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>,
    _ d: UnsafeMutablePointer<Float>, _ adding: Bool
  ) {
    var sum = adding ? S.load(d) : S.zero
    for e in 0..<count { sum = sum.adding(S.load(x + Int(places[e])), SIMD8(repeating: g[e])) }
    sum.store(d)
  }
}
