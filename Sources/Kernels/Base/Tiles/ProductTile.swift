/// One register tile of Y = X W: `count` (1 to 6) rows of X against one block of columns of W. With a constant `count` the
/// unused rows vanish.
///
/// A row of X is `runs` stretches of `runLength` floats, `runStride` apart: for a convolution the rows of the window under
/// one output pixel, for a dense layer the one stretch of all inputs. W is packed `[runs * runLength, L.width]`.
/// Every sum runs over the stretches in order, so a result depends on its own row and column alone, never on the tile.
@inline(__always)
func productTile<L: Lanes>(
  _: L.Type, count: Int, _ x: SixPointers, runs: Int, runLength: Int, runStride: Int,
  weights: UnsafePointer<Float>, start: L, rectified: Bool, to y: SixMutablePointers
) {
  var c0 = start, c1 = start, c2 = start, c3 = start, c4 = start, c5 = start
  var w = weights
  var offset = 0
  for _ in 0..<runs {
    let x0 = x.p0 + offset, x1 = x.p1 + offset, x2 = x.p2 + offset
    let x3 = x.p3 + offset, x4 = x.p4 + offset, x5 = x.p5 + offset
    for i in 0..<runLength {
      let v = L.load(w)
      c0 = c0.adding(v, x0[i])
      if count > 1 { c1 = c1.adding(v, x1[i]) }
      if count > 2 { c2 = c2.adding(v, x2[i]) }
      if count > 3 { c3 = c3.adding(v, x3[i]) }
      if count > 4 { c4 = c4.adding(v, x4[i]) }
      if count > 5 { c5 = c5.adding(v, x5[i]) }
      w += L.width
    }
    offset += runStride
  }
  (rectified ? c0.rectified : c0).store(y.p0)
  if count > 1 { (rectified ? c1.rectified : c1).store(y.p1) }
  if count > 2 { (rectified ? c2.rectified : c2).store(y.p2) }
  if count > 3 { (rectified ? c3.rectified : c3).store(y.p3) }
  if count > 4 { (rectified ? c4.rectified : c4).store(y.p4) }
  if count > 5 { (rectified ? c5.rectified : c5).store(y.p5) }
}

/// Where the rows of a tile begin.
struct SixPointers {
  var p0, p1, p2, p3, p4, p5: UnsafePointer<Float>
}

struct SixMutablePointers {
  var p0, p1, p2, p3, p4, p5: UnsafeMutablePointer<Float>
}
