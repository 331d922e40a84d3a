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
