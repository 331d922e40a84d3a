/// The pooled units whose gradient passes back through max-pool and ReLU; at all others it is exactly 0. Listed twice: the
/// filters of each convolution pixel under the pool, and the convolution windows of each filter.
///
/// A lane's scratch memory. Pixel `4 * window + corner` is a convolution window; lists are in rising order.
struct ActiveUnits {
  let geometry: PooledGeometry
  /// [pixels], and [pixels, filters]
  let pixelCounts: UnsafeMutablePointer<Int32>
  let pixelFilters: UnsafeMutablePointer<Int32>
  /// [filters], and [filters, windows]: the first float of each window in the framed input, and the unit's key.
  let filterCounts: UnsafeMutablePointer<Int32>
  let filterPlaces: UnsafeMutablePointer<Int32>
  let filterKeys: UnsafeMutablePointer<Float>

  /// Integers and floats of one lane.
  static func room(_ geometry: PooledGeometry) -> (integers: Int, floats: Int) {
    let units = geometry.filters * geometry.windows
    return (4 * geometry.windows + 5 * units + geometry.filters, units)
  }

  /// The memories have `room(geometry)`.
  init(_ geometry: PooledGeometry, _ integers: UnsafeMutablePointer<Int32>, _ floats: UnsafeMutablePointer<Float>) {
    self.geometry = geometry
    pixelCounts = integers
    pixelFilters = pixelCounts + 4 * geometry.windows
    filterCounts = pixelFilters + 4 * geometry.windows * geometry.filters
    filterPlaces = filterCounts + geometry.filters
    filterKeys = floats
  }

  /// Lists the units whose key is not 0: their gradient or, for several targets alike, their value. Both arrays are
  /// `[windows, filters]`; `places` is `PooledGeometry.places`.
  func fill(keys: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, places: UnsafePointer<Int32>) {
    let filters = geometry.filters, windows = geometry.windows
    filterCounts.update(repeating: 0, count: filters)
    for window in 0..<windows {
      let lists = pixelFilters + 4 * window * filters
      let key = keys + window * filters, winner = winners + window * filters, place = places + 4 * window
      // The lengths of the window's four lists, 16 bits each, so that none waits for memory.
      var lengths: UInt64 = 0
      forEachNonzero(key, count: filters) { filter in
        let corner = Int(winner[filter]), shift = UInt64(truncatingIfNeeded: 16 * corner)
        lists[corner * filters + Int((lengths &>> shift) & 0xFFFF)] = Int32(truncatingIfNeeded: filter)
        lengths &+= 1 &<< shift
        let n = filterCounts[filter]
        filterPlaces[filter * windows + Int(n)] = place[corner]
        filterKeys[filter * windows + Int(n)] = key[filter]
        filterCounts[filter] = n &+ 1
      }
      for corner in 0..<4 {
        pixelCounts[4 * window + corner] = Int32(truncatingIfNeeded: (lengths >> UInt64(16 * corner)) & 0xFFFF)
      }
    }
  }
}

/// Calls `body` with the place of each float that is not 0, in rising order; `count` is a multiple of 8.
@inline(__always)
private func forEachNonzero(_ values: UnsafePointer<Float>, count: Int, _ body: (Int) -> Void) {
  var first = 0
  while first < count {
    var bits: UInt64 = 0
    var i = 0
    while i < min(64, count - first) {
      bits |= nonzeroBits(load8(values + first + i)) &<< UInt64(truncatingIfNeeded: i)
      i += 8
    }
    while bits != 0 {
      body(first + bits.trailingZeroBitCount)
      bits &= bits &- 1
    }
    first += 64
  }
}

/// Bit i is set where float i is not 0.
@inline(__always)
private func nonzeroBits(_ values: SIMD8<Float>) -> UInt64 {
  let ones = unsafeBitCast(values .!= 0, to: SIMD8<Int32>.self) & 1
  return (lowBytes(ones) &* 0x0102_0408_1020_4080) &>> 56
}

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
