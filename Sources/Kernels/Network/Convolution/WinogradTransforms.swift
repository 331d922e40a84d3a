/// Into the frequencies of F(2x2, 3x3) and back (Lavin, Gray 2016, section 4.1), eight channels at a time.
enum WinogradTransforms {
  private typealias Four = (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

  /// V = B^T d B of the 4 x 4 pixels at `d`, `step` floats apart and in lines of `line`; frequency f goes to `v + f * next`.
  @inline(__always)
  static func input(_ d: UnsafePointer<Float>, step: Int, line: Int, to v: UnsafeMutablePointer<Float>, next: Int) {
    let c0 = differences(d, line), c1 = differences(d + step, line)
    let c2 = differences(d + 2 * step, line), c3 = differences(d + 3 * step, line)
    store(c0.0, c1.0, c2.0, c3.0, v, next)
    store(c0.1, c1.1, c2.1, c3.1, v + 4 * next, next)
    store(c0.2, c1.2, c2.2, c3.2, v + 8 * next, next)
    store(c0.3, c1.3, c2.3, c3.3, v + 12 * next, next)
  }

  /// B^T times a column: (a - c, b + c, c - b, b - d).
  @inline(__always)
  private static func differences(_ p: UnsafePointer<Float>, _ line: Int) -> Four {
    let a = load8(p), b = load8(p + line), c = load8(p + 2 * line), d = load8(p + 3 * line)
    return (a - c, b + c, c - b, b - d)
  }

  @inline(__always)
  private static func store(
    _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, _ v: UnsafeMutablePointer<Float>, _ next: Int
  ) {
    store8(a - c, v)
    store8(b + c, v + next)
    store8(c - b, v + 2 * next)
    store8(b - d, v + 3 * next)
  }

  /// Y = A^T M A + bias, the four outputs of a tile, pooled at once: a tile is a pool window.
  @inline(__always)
  static func output(
    _ m: UnsafePointer<Float>, next: Int, bias: SIMD8<Float>, to destination: UnsafeMutablePointer<Float>
  ) {
    let (a, b, c, d, _) = outputs(m, next, bias)
    poolWindow(a, b, c, d, to: destination)
  }

  /// The four outputs of a tile, pooled at once, and the winners: of those that are as near as the transforms round, the first.
  @inline(__always)
  static func output(
    _ m: UnsafePointer<Float>, next: Int, bias: SIMD8<Float>, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>
  ) {
    let (a, b, c, d, size) = outputs(m, next, bias)
    poolWindow(a, b, c, d, to: destination)
    storeNoisyWinner(a, b, c, d, noise: size * rounding, to: found)
  }

  /// The four outputs of a tile, pooled at once, and the winners as they seem. Returns where they are in doubt, because the lead is less than what the transforms may
  /// round.
  @inline(__always)
  static func output(
    _ m: UnsafePointer<Float>, next: Int, bias: SIMD8<Float>, to destination: UnsafeMutablePointer<Float>,
    seeming: UnsafeMutablePointer<UInt8>
  ) -> Mask8 {
    let (a, b, c, d, size) = outputs(m, next, bias)
    poolWindow(a, b, c, d, to: destination)
    storeWinner(a, b, c, d, to: seeming)
    // With room for sums that cancel.
    return isCloseRace(a, b, c, d, noise: size * (8 * rounding))
  }

  /// The four outputs as they are, pixels `step` floats apart in lines of `line`.
  @inline(__always)
  static func output(
    _ m: UnsafePointer<Float>, next: Int, bias: SIMD8<Float>, rectified: Bool, to destination: UnsafeMutablePointer<Float>,
    step: Int, line: Int
  ) {
    let (a, b, c, d, _) = outputs(m, next, bias)
    store8(rectified ? rectify(a) : a, destination)
    store8(rectified ? rectify(b) : b, destination + step)
    store8(rectified ? rectify(c) : c, destination + line)
    store8(rectified ? rectify(d) : d, destination + line + step)
  }

  /// The four outputs, and the size of what they are sums of.
  @inline(__always)
  private static func outputs(
    _ m: UnsafePointer<Float>, _ next: Int, _ bias: SIMD8<Float>
  ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
    let r0 = sums(m, next), r1 = sums(m + 4 * next, next), r2 = sums(m + 8 * next, next), r3 = sums(m + 12 * next, next)
    let size = (magnitude(r0.0) + magnitude(r1.0)) + (magnitude(r2.0) + magnitude(r3.0)) + magnitude(r1.1) + magnitude(r2.1)
    return (
      (r0.0 + r1.0) + (r2.0 + bias), (r0.1 + r1.1) + (r2.1 + bias), (r1.0 - r2.0) + (bias - r3.0),
      (r1.1 - r2.1) + (bias - r3.1), size
    )
  }

  /// What the outputs may be off, relative to the sums they are made from.
  private static var rounding: Float { 0x1p-19 }

  @inline(__always)
  private static func magnitude(_ v: SIMD8<Float>) -> SIMD8<Float> {
    unsafeBitCast(unsafeBitCast(v, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: SIMD8<Float>.self)
  }

  /// A row of M times A: (a + b + c, b - c - d).
  @inline(__always)
  private static func sums(_ m: UnsafePointer<Float>, _ next: Int) -> (SIMD8<Float>, SIMD8<Float>) {
    let a = load8(m), b = load8(m + next), c = load8(m + 2 * next), d = load8(m + 3 * next)
    return (a + (b + c), (b - c) - d)
  }
}
