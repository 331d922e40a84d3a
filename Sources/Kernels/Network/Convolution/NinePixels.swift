/// The 3 x 3 kernels of eight filters over one channel, kept in registers: four convolution outputs of a pool window from its
/// 4 x 4 pixels, each of which is read once. The order of each sum is that of `DirectWindows`.
struct NinePixels {
  private let start, w0, w1, w2, w3, w4, w5, w6, w7, w8: SIMD8<Float>

  /// weights is `[9, step]`, of which eight columns are taken.
  @inline(__always)
  init(_ weights: UnsafePointer<Float>, step: Int, bias: UnsafePointer<Float>) {
    start = load8(bias)
    w0 = load8(weights)
    w1 = load8(weights + step)
    w2 = load8(weights + 2 * step)
    w3 = load8(weights + 3 * step)
    w4 = load8(weights + 4 * step)
    w5 = load8(weights + 5 * step)
    w6 = load8(weights + 6 * step)
    w7 = load8(weights + 7 * step)
    w8 = load8(weights + 8 * step)
  }

  /// The upper left, upper right, lower left and lower right output of the window at x.
  @inline(__always)
  func callAsFunction(
    _ x: UnsafePointer<Float>, line: Int
  ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
    var a = start, b = start, c = start, d = start
    slide(x, w0, w1, w2, &a, &b)
    slide(x + line, w3, w4, w5, &a, &b)
    slide(x + line, w0, w1, w2, &c, &d)
    slide(x + 2 * line, w6, w7, w8, &a, &b)
    slide(x + 2 * line, w3, w4, w5, &c, &d)
    slide(x + 3 * line, w6, w7, w8, &c, &d)
    return (a, b, c, d)
  }

  /// Four pixels under a line of the kernel, at both of its places.
  @inline(__always)
  private func slide(
    _ x: UnsafePointer<Float>, _ u: SIMD8<Float>, _ v: SIMD8<Float>, _ w: SIMD8<Float>, _ left: inout SIMD8<Float>,
    _ right: inout SIMD8<Float>
  ) {
    let p1 = SIMD8(repeating: x[1]), p2 = SIMD8(repeating: x[2])
    left = left.addingProduct(u, SIMD8(repeating: x[0])).addingProduct(v, p1).addingProduct(w, p2)
    right = right.addingProduct(u, p1).addingProduct(v, p2).addingProduct(w, SIMD8(repeating: x[3]))
  }
}

/// The gradient of 3 x 3 kernels over one channel, eight filters at a time in registers: each lane takes the window that won.
///
/// The gradient of a pool window is parted by its winner into four vectors with zeros elsewhere; each of the 4 x 4 pixels
/// below is read once and meets those windows that contain it.
struct NinePixelGradient {
  private var d0, d1, d2, d3, d4, d5, d6, d7, d8: SIMD8<Float>

  @inline(__always)
  private init() {
    (d0, d1, d2) = (.zero, .zero, .zero)
    (d3, d4, d5) = (.zero, .zero, .zero)
    (d6, d7, d8) = (.zero, .zero, .zero)
  }

  /// d[filter, 3, paddedRun] (+)= the gradient of one sample; g and winners are `[windows, filters]`, g masked by the ReLU.
  static func add(
    _ geometry: PooledGeometry, _ source: UnsafePointer<Float>, _ g: UnsafePointer<Float>, winners: UnsafePointer<UInt8>,
    to d: UnsafeMutablePointer<Float>, adding: Bool
  ) {
    let height = geometry.output.shape.height, width = geometry.output.shape.width
    let line = geometry.line, filters = geometry.filters
    for c in stride(from: 0, to: filters, by: 8) {
      var sum = Self()
      var at = c
      for y in 0..<height {
        let x = source + 2 * y * line
        for i in 0..<width {
          let winner = UnsafeRawPointer(winners + at).loadUnaligned(as: SIMD8<UInt8>.self)
          sum.add(x + 2 * i, line, load8(g + at), words(winner))
          at += filters
        }
      }
      sum.store(d + c * 3 * geometry.paddedRun, geometry.paddedRun, adding)
    }
  }

  @inline(__always)
  private mutating func add(_ x: UnsafePointer<Float>, _ line: Int, _ g: SIMD8<Float>, _ winner: SIMD8<Int32>) {
    // As floats, 2^23 + k with k in the low bits: comparisons of integer vectors, and of equality, are loops.
    let number = unsafeBitCast(winner | SIMD8(repeating: 0x4B00_0000), to: SIMD8<Float>.self)
    let one = SIMD8<Float>(repeating: 0x1p23 + 1), two = SIMD8<Float>(repeating: 0x1p23 + 2)
    let upper = g.replacing(with: 0, where: number .> one), lower = g.replacing(with: 0, where: number .< two)
    let a = upper.replacing(with: 0, where: number .> (one - 1)), b = upper.replacing(with: 0, where: number .< one)
    let c = lower.replacing(with: 0, where: number .> two), d = lower.replacing(with: 0, where: number .< (two + 1))
    Self.slide(x, a, b, &d0, &d1, &d2)
    Self.slide(x + line, a, b, &d3, &d4, &d5)
    Self.slide(x + line, c, d, &d0, &d1, &d2)
    Self.slide(x + 2 * line, a, b, &d6, &d7, &d8)
    Self.slide(x + 2 * line, c, d, &d3, &d4, &d5)
    Self.slide(x + 3 * line, c, d, &d6, &d7, &d8)
  }

  /// Four pixels of a line against the left and the right window.
  @inline(__always)
  private static func slide(
    _ x: UnsafePointer<Float>, _ left: SIMD8<Float>, _ right: SIMD8<Float>, _ u: inout SIMD8<Float>, _ v: inout SIMD8<Float>,
    _ w: inout SIMD8<Float>
  ) {
    let p1 = SIMD8(repeating: x[1]), p2 = SIMD8(repeating: x[2])
    u = u.addingProduct(left, SIMD8(repeating: x[0])).addingProduct(right, p1)
    v = v.addingProduct(left, p1).addingProduct(right, p2)
    w = w.addingProduct(left, p2).addingProduct(right, SIMD8(repeating: x[3]))
  }

  /// A filter is a lane here and a row there.
  private func store(_ d: UnsafeMutablePointer<Float>, _ run: Int, _ adding: Bool) {
    let rows = (d0, d1, d2, d3, d4, d5, d6, d7, d8)
    for filter in 0..<8 {
      let to = d + filter * 3 * run
      let line0 = SIMD3(rows.0[filter], rows.1[filter], rows.2[filter])
      let line1 = SIMD3(rows.3[filter], rows.4[filter], rows.5[filter])
      let line2 = SIMD3(rows.6[filter], rows.7[filter], rows.8[filter])
      for k in 0..<3 {
        to[k] = adding ? to[k] + line0[k] : line0[k]
        to[run + k] = adding ? to[run + k] + line1[k] : line1[k]
        to[2 * run + k] = adding ? to[2 * run + k] + line2[k] : line2[k]
      }
    }
  }
}
