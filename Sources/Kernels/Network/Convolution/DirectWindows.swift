/// conv2d -> ReLU -> max-pool of one sample, the four convolution windows under a pool window side by side in registers:
/// for first layers, whose few channels leave nothing to transform.
package struct DirectWindows: Sendable {
  let geometry: PooledGeometry

  /// Works on samples of this geometry; needs no memory.
  package init(_ geometry: PooledGeometry) { self.geometry = geometry }

  /// `source` is the framed input; weights are packed `[kernel * runLength, filters]`, bias is `[filters]`, destination
  /// `[windows, filters]`; `found`, of the same shape, receives the winners.
  package func run(
    _ source: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    to destination: UnsafeMutablePointer<Float>, found: UnsafeMutablePointer<UInt8>?
  ) {
    let rows = geometry.kernel * geometry.runLength
    var c = 0
    while c < geometry.filters {
      let w = weights + c * rows, b = bias + c, d = destination + c, f = found.map { $0 + c }
      let step = min(16, geometry.filters - c)
      if geometry.kernel == 3, geometry.channels == 1 {
        for half in stride(from: 0, to: step, by: 8) {
          ninePixels(source, w + half, step, b + half, d + half, f.map { $0 + half })
        }
      } else if step == 16 {
        windows(Lanes16.self, source, w, b, d, f)
      } else {
        windows(Lanes8.self, source, w, b, d, f)
      }
      c += 16
    }
  }

  /// The usual first layer: 3 x 3 kernels over one channel.
  private func ninePixels(
    _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ step: Int, _ bias: UnsafePointer<Float>,
    _ destination: UnsafeMutablePointer<Float>, _ found: UnsafeMutablePointer<UInt8>?
  ) {
    let height = geometry.output.shape.height, width = geometry.output.shape.width
    let line = geometry.line, filters = geometry.filters
    let products = NinePixels(weights, step: step, bias: bias)
    var at = 0
    for y in 0..<height {
      let x = source + 2 * y * line
      if let found {
        for i in 0..<width {
          let (a, b, c, d) = products(x + 2 * i, line: line)
          poolWindow(a, b, c, d, to: destination + at)
          storeWinner(a, b, c, d, to: found + at)
          at += filters
        }
      } else {
        for i in 0..<width {
          let (a, b, c, d) = products(x + 2 * i, line: line)
          poolWindow(a, b, c, d, to: destination + at)
          at += filters
        }
      }
    }
  }

  @inline(__always)
  private func windows<L: PoolLanes>(
    _: L.Type, _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
    _ destination: UnsafeMutablePointer<Float>, _ found: UnsafeMutablePointer<UInt8>?
  ) {
    let step = geometry.channels, line = geometry.line, filters = geometry.filters
    let height = geometry.output.shape.height, width = geometry.output.shape.width
    let start = L.load(bias)
    var at = 0
    for y in 0..<height {
      var x = source + 2 * y * line
      for _ in 0..<width {
        let (a, b, c, d) = fourWindows(geometry, x, weights: weights, step: L.width, start: start)
        L.pool(a, b, c, d, to: destination + at, found: found.map { $0 + at })
        at += filters
        x += 2 * step
      }
    }
  }
}

/// The sums of the four convolution windows under the pool window at `x`, for filters whose weights lie `step` floats apart.
@inline(__always)
func fourWindows<L: Lanes>(
  _ geometry: PooledGeometry, _ x: UnsafePointer<Float>, weights: UnsafePointer<Float>, step: Int, start: L
) -> (L, L, L, L) {
  let channels = geometry.channels, line = geometry.line
  var a = start, b = start, c = start, d = start
  var w = weights
  for run in 0..<geometry.kernel {
    let upper = x + run * line, lower = upper + line
    for i in 0..<geometry.runLength {
      let v = L.load(w)
      a = a.adding(v, upper[i])
      b = b.adding(v, upper[i + channels])
      c = c.adding(v, lower[i])
      d = d.adding(v, lower[i + channels])
      w += step
    }
  }
  return (a, b, c, d)
}
