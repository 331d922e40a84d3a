/// Eight rows of eight floats, to be turned into columns.
struct Block8 {
  typealias Row = SIMD8<Float>
  var r0, r1, r2, r3, r4, r5, r6, r7: Row

  @inline(__always)
  init(_ r0: Row, _ r1: Row, _ r2: Row, _ r3: Row, _ r4: Row, _ r5: Row, _ r6: Row, _ r7: Row) {
    (self.r0, self.r1, self.r2, self.r3) = (r0, r1, r2, r3)
    (self.r4, self.r5, self.r6, self.r7) = (r4, r5, r6, r7)
  }

  /// Rows that begin `step` floats apart.
  @inline(__always)
  init(_ p: UnsafePointer<Float>, step: Int) {
    self.init(
      load8(p), load8(p + step), load8(p + 2 * step), load8(p + 3 * step), load8(p + 4 * step), load8(p + 5 * step),
      load8(p + 6 * step), load8(p + 7 * step))
  }

  @inline(__always)
  func store(_ p: UnsafeMutablePointer<Float>, step: Int) {
    store8(r0, p)
    store8(r1, p + step)
    store8(r2, p + 2 * step)
    store8(r3, p + 3 * step)
    store8(r4, p + 4 * step)
    store8(r5, p + 5 * step)
    store8(r6, p + 6 * step)
    store8(r7, p + 7 * step)
  }

  @inline(__always)
  var transposed: Block8 {
    let a = Self.zip(r0, r1), b = Self.zip(r2, r3), c = Self.zip(r4, r5), d = Self.zip(r6, r7)
    let e = Self.pair(a.low, b.low), f = Self.pair(a.high, b.high), g = Self.pair(c.low, d.low), h = Self.pair(c.high, d.high)
    return Block8(
      Row(lowHalf: e.low.lowHalf, highHalf: g.low.lowHalf), Row(lowHalf: e.high.lowHalf, highHalf: g.high.lowHalf),
      Row(lowHalf: f.low.lowHalf, highHalf: h.low.lowHalf), Row(lowHalf: f.high.lowHalf, highHalf: h.high.lowHalf),
      Row(lowHalf: e.low.highHalf, highHalf: g.low.highHalf), Row(lowHalf: e.high.highHalf, highHalf: g.high.highHalf),
      Row(lowHalf: f.low.highHalf, highHalf: h.low.highHalf), Row(lowHalf: f.high.highHalf, highHalf: h.high.highHalf))
  }

  @inline(__always)
  private static func zip(_ a: Row, _ b: Row) -> (low: Row, high: Row) {
    (Row(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]), Row(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]))
  }

  @inline(__always)
  private static func pair(_ a: Row, _ b: Row) -> (low: Row, high: Row) {
    (Row(a[0], a[1], b[0], b[1], a[4], a[5], b[4], b[5]), Row(a[2], a[3], b[2], b[3], a[6], a[7], b[6], b[7]))
  }
}
