/// Which convolution windows carry gradient back through max-pool and ReLU, a list for each filter, and the gradient of each
/// target there: all others are exactly 0.
///
/// A lane's scratch memory. Lists are in the order of the pool windows.
struct WinnerLists {
  /// [filters]
  let counts: UnsafeMutablePointer<Int32>
  /// [filters, windows]: the first float of the convolution window in the framed input.
  let places: UnsafeMutablePointer<Int32>
  /// [targets, filters, windows]
  let gradients: UnsafeMutablePointer<Float>
  let geometry: PooledGeometry

  var listsCount: Int { geometry.filters * geometry.windows }

  /// One target: what is listed are the gradients that are not 0. `g` is [windows, filters], masked by the ReLU.
  func fill(_ g: UnsafePointer<Float>, winners: UnsafePointer<UInt8>) {
    fill(keys: g, winners: winners, first: g)
  }

  /// Several targets share the lists of the active units; `y` is the pooled output, `g(t)` the gradient of target t.
  func fill(
    active y: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, targets: Int, _ g: (Int) -> UnsafePointer<Float>
  ) {
    fill(keys: y, winners: winners, first: g(0))
    for t in 1..<max(1, targets) { gather(g(t), keys: y, to: gradients + t * listsCount) }
  }

  private func fill(keys: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, first g: UnsafePointer<Float>) {
    let filters = geometry.filters, windows = geometry.windows, corners = geometry.corners
    counts.update(repeating: 0, count: filters)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4) { corner in
      let corner = corner.baseAddress!
      for i in 0..<4 { corner[i] = corners[i] }
      for w in 0..<windows {
        let start = Int32(truncatingIfNeeded: geometry.start(w)), row = w * filters
        var list = 0
        for c in 0..<filters {
          let n = counts[c], at = list + Int(n)
          gradients[at] = g[row + c]
          places[at] = start &+ corner[Int(winners[row + c])]
          counts[c] = n &+ (keys[row + c] != 0 ? 1 : 0)
          list += windows
        }
      }
    }
  }

  private func gather(_ g: UnsafePointer<Float>, keys: UnsafePointer<Float>, to lists: UnsafeMutablePointer<Float>) {
    let filters = geometry.filters, windows = geometry.windows
    counts.update(repeating: 0, count: filters)
    for row in 0..<windows {
      var list = 0
      for c in 0..<filters {
        let n = counts[c]
        lists[list + Int(n)] = g[row * filters + c]
        counts[c] = n &+ (keys[row * filters + c] != 0 ? 1 : 0)
        list += windows
      }
    }
  }
}
