/// One side of a tile: points one behind the other.
struct TileRows {
  /// `[n, width]`
  var points: UnsafePointer<Float>
  /// `[n]`
  var starts: UnsafePointer<Float>
  /// `[depths, tailStride]`
  var tails: UnsafePointer<Float>
  var tailStride: Int
  /// `[n]`: the least score that is worth a look.
  var thresholds: UnsafePointer<Float>
}

/// The other: panels of 16 points.
struct TileColumns {
  /// `[n / 16, width, 16]`
  var vectors: UnsafePointer<Float>
  var starts: UnsafePointer<Float>
  var tails: UnsafePointer<Float>
  var tailStride: Int
  var thresholds: UnsafePointer<Float>
}

/// Six rows against 16 columns.
struct ScoreTile {
  let depths: UnsafePointer<Int>
  let levels: Int
  let width: Int
  /// `[6, 16]`, written where a tile is worth a look.
  let scores: UnsafeMutablePointer<Float>

  /// Scores of rows `6 six ...` and columns `16 panel ...`; at each depth, no score can be higher than what is known so far.
  /// - Returns: whether one of them reaches the threshold of its row or of its column.
  @inline(__always)
  func run(_ rows: TileRows, six: Int, _ columns: TileColumns, panel: Int) -> Bool {
    let row = six * 6
    let column = panel * 16
    let x0 = rows.points + row * width
    let x1 = x0 + width, x2 = x1 + width, x3 = x2 + width, x4 = x3 + width, x5 = x4 + width
    let start = Lanes16.load(columns.starts + column)
    var c0 = start, c1 = start, c2 = start, c3 = start, c4 = start, c5 = start
    var y = columns.vectors + panel * 16 * width
    var i = 0
    var level = 0
    while true {
      let end = depths[level]
      while i < end {
        let v = Lanes16.load(y)
        c0 = c0.adding(v, x0[i])
        c1 = c1.adding(v, x1[i])
        c2 = c2.adding(v, x2[i])
        c3 = c3.adding(v, x3[i])
        c4 = c4.adding(v, x4[i])
        c5 = c5.adding(v, x5[i])
        y += 16
        i += 1
      }
      let tail = Lanes16.load(columns.tails + level * columns.tailStride + column)
      let least = Lanes16.load(columns.thresholds + column)
      let own = rows.tails + level * rows.tailStride + row
      let starts = rows.starts + row
      let wanted = rows.thresholds + row
      var reached = c0.reaching(tail, own[0], starts[0], least, wanted[0])
      reached = reached .| c1.reaching(tail, own[1], starts[1], least, wanted[1])
      reached = reached .| c2.reaching(tail, own[2], starts[2], least, wanted[2])
      reached = reached .| c3.reaching(tail, own[3], starts[3], least, wanted[3])
      reached = reached .| c4.reaching(tail, own[4], starts[4], least, wanted[4])
      reached = reached .| c5.reaching(tail, own[5], starts[5], least, wanted[5])
      if !isAny(reached) { return false }
      level += 1
      if level == levels {
        c0.bound(tail, own[0], starts[0]).store(scores)
        c1.bound(tail, own[1], starts[1]).store(scores + 16)
        c2.bound(tail, own[2], starts[2]).store(scores + 32)
        c3.bound(tail, own[3], starts[3]).store(scores + 48)
        c4.bound(tail, own[4], starts[4]).store(scores + 64)
        c5.bound(tail, own[5], starts[5]).store(scores + 80)
        return true
      }
    }
  }
}

extension Lanes16 {
  /// self + tail * own + start
  @inline(__always)
  fileprivate func bound(_ tail: Lanes16, _ own: Float, _ start: Float) -> Lanes16 {
    let full = adding(tail, own)
    return Lanes16(a: full.a + start, b: full.b + start)
  }

  @inline(__always)
  fileprivate func reaching(
    _ tail: Lanes16, _ own: Float, _ start: Float, _ least: Lanes16, _ wanted: Float
  ) -> SIMDMask<SIMD8<Int32>> {
    let full = bound(tail, own, start)
    let wanted = SIMD8(repeating: wanted)
    return (full.a .>= least.a.replacing(with: wanted, where: wanted .< least.a))
      .| (full.b .>= least.b.replacing(with: wanted, where: wanted .< least.b))
  }
}

@inline(__always)
func isAny(_ mask: SIMDMask<SIMD8<Int32>>) -> Bool {
  let words = unsafeBitCast(mask, to: SIMD4<UInt64>.self)
  return words[0] | words[1] | words[2] | words[3] != 0
}
