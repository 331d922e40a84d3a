/// One register tile of G += X^T D over a grid of positions: six rows of G against one block of columns.
///
/// At position (i, j) the six scalars of X are at `x.pN[i * xRow + j * xStep]` and the block of D at
/// `d[(i * columns + j) * dStep]`. Used for the weight gradients of convolutions (positions are output pixels) and of dense
/// layers (positions are samples). Only the first `count` rows are stored; the others may repeat a row.
@inline(__always)
func outerTile<L: Lanes>(
  _: L.Type, _ x: SixPointers, rows: Int, columns: Int, xRow: Int, xStep: Int,
  d: UnsafePointer<Float>, dStep: Int, to g: UnsafeMutablePointer<Float>, count: Int, adding: Bool
) {
  let n = L.width
  var c0 = L.zero, c1 = L.zero, c2 = L.zero, c3 = L.zero, c4 = L.zero, c5 = L.zero
  if adding {
    c0 = L.load(g)
    if count > 1 { c1 = L.load(g + n) }
    if count > 2 { c2 = L.load(g + 2 * n) }
    if count > 3 { c3 = L.load(g + 3 * n) }
    if count > 4 { c4 = L.load(g + 4 * n) }
    if count > 5 { c5 = L.load(g + 5 * n) }
  }
  var p = d
  for i in 0..<rows {
    var at = i * xRow
    for _ in 0..<columns {
      let v = L.load(p)
      c0 = c0.adding(v, x.p0[at])
      c1 = c1.adding(v, x.p1[at])
      c2 = c2.adding(v, x.p2[at])
      c3 = c3.adding(v, x.p3[at])
      c4 = c4.adding(v, x.p4[at])
      c5 = c5.adding(v, x.p5[at])
      p += dStep
      at += xStep
    }
  }
  c0.store(g)
  if count > 1 { c1.store(g + n) }
  if count > 2 { c2.store(g + 2 * n) }
  if count > 3 { c3.store(g + 3 * n) }
  if count > 4 { c4.store(g + 4 * n) }
  if count > 5 { c5.store(g + 5 * n) }
}
