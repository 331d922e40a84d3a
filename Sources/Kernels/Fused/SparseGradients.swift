/// The backward pass of conv2d -> ReLU -> max-pool over the listed windows alone; a filter and a line of its kernel at a time.
struct SparseGradients {
  let geometry: PooledGeometry

  /// dW[filter, line of the kernel, paddedRun] (+)= sum over the filter's list of gradient * window; of target 0.
  /// Floats between runLength and paddedRun hold nothing of use.
  func weights(
    _ lists: WinnerLists, _ source: UnsafePointer<Float>, to d: UnsafeMutablePointer<Float>, adding: Bool
  ) {
    for c in 0..<geometry.filters {
      for line in 0..<geometry.kernel {
        let x = source + line * geometry.line
        let row = d + (c * geometry.kernel + line) * geometry.paddedRun
        forEachStretch { from, length in
          switch length {
          case 96: gather(Stretch96.self, lists, c, x + from, row + from, adding)
          case 48: gather(Stretch48.self, lists, c, x + from, row + from, adding)
          case 24: gather(Stretch24.self, lists, c, x + from, row + from, adding)
          default: gather(SIMD8<Float>.self, lists, c, x + from, row + from, adding)
          }
        }
      }
    }
  }

  @inline(__always)
  private func gather<S: Stretch>(
    _: S.Type, _ lists: WinnerLists, _ filter: Int, _ x: UnsafePointer<Float>, _ d: UnsafeMutablePointer<Float>,
    _ adding: Bool
  ) {
    let g = lists.gradients + filter * geometry.windows, place = lists.places + filter * geometry.windows
    var sum = adding ? S.load(d) : S.zero
    for e in 0..<Int(lists.counts[filter]) {
      sum = sum.adding(S.load(x + Int(place[e])), SIMD8(repeating: g[e]))
    }
    sum.store(d)
  }

  /// dX[target, framed input] += gradient * kernel at every listed window. `rows` is [filters, kernel, paddedRun], and
  /// targets are `step` floats apart.
  func input(
    _ lists: WinnerLists, rows: UnsafePointer<Float>, targets: Int, to d: UnsafeMutablePointer<Float>, step: Int
  ) {
    for c in 0..<geometry.filters where lists.counts[c] > 0 {
      for line in 0..<geometry.kernel {
        let to = d + line * geometry.line
        let row = rows + (c * geometry.kernel + line) * geometry.paddedRun
        forEachStretch { from, length in
          switch length {
          case 96: scatter(Stretch96.self, lists, c, row + from, targets, to + from, step)
          case 48: scatter(Stretch48.self, lists, c, row + from, targets, to + from, step)
          case 24: scatter(Stretch24.self, lists, c, row + from, targets, to + from, step)
          default: scatter(SIMD8<Float>.self, lists, c, row + from, targets, to + from, step)
          }
        }
      }
    }
  }

  @inline(__always)
  private func scatter<S: Stretch>(
    _: S.Type, _ lists: WinnerLists, _ filter: Int, _ row: UnsafePointer<Float>, _ targets: Int,
    _ d: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    let g = lists.gradients + filter * geometry.windows, place = lists.places + filter * geometry.windows
    let weights = S.load(row)
    for e in 0..<Int(lists.counts[filter]) {
      var to = d + Int(place[e]), gradient = g + e
      for _ in 0..<targets {
        S.load(to).adding(weights, SIMD8(repeating: gradient.pointee)).store(to)
        to += step
        gradient += lists.listsCount
      }
    }
  }

  /// Cuts a run into the longest stretches that registers hold.
  @inline(__always)
  private func forEachStretch(_ body: (_ from: Int, _ length: Int) -> Void) {
    var from = 0
    while from < geometry.paddedRun {
      let left = geometry.paddedRun - from
      let length = left >= 96 ? 96 : left >= 48 ? 48 : left >= 24 ? 24 : 8
      body(from, length)
      from += length
    }
  }
}
