/// Scores of six queries against a panel of 16 rows: `scores[q, r] = start[r] + x[q]·y[r]`.
///
/// - Parameters:
///   - x: `[6, dimensions]`
///   - panel: `[dimensions, 16]`
///   - scores: `[6, 16]`
@inline(__always)
func scoreTile(
  _ x: UnsafePointer<Float>, _ dimensions: Int, _ panel: UnsafePointer<Float>, _ start: Lanes16,
  to scores: UnsafeMutablePointer<Float>
) {
  let x1 = x + dimensions, x2 = x1 + dimensions, x3 = x2 + dimensions, x4 = x3 + dimensions, x5 = x4 + dimensions
  var c0 = start, c1 = start, c2 = start, c3 = start, c4 = start, c5 = start
  var y = panel
  for i in 0..<dimensions {
    let v = Lanes16.load(y)
    c0 = c0.adding(v, x[i])
    c1 = c1.adding(v, x1[i])
    c2 = c2.adding(v, x2[i])
    c3 = c3.adding(v, x3[i])
    c4 = c4.adding(v, x4[i])
    c5 = c5.adding(v, x5[i])
    y += 16
  }
  c0.store(scores)
  c1.store(scores + 16)
  c2.store(scores + 32)
  c3.store(scores + 48)
  c4.store(scores + 64)
  c5.store(scores + 80)
}

/// Whether one of `[6, 16]` scores is not below its query's threshold; a NaN is not.
@inline(__always)
func anyReaches(_ scores: UnsafePointer<Float>, _ thresholds: UnsafePointer<Float>) -> Bool {
  var reached = SIMDMask<SIMD8<Int32>>(repeating: false)
  for query in 0..<6 {
    let threshold = SIMD8(repeating: thresholds[query])
    reached = reached .| .!(load8(scores + query * 16) .< threshold) .| .!(load8(scores + query * 16 + 8) .< threshold)
  }
  let words = unsafeBitCast(reached, to: SIMD4<UInt64>.self)
  return words[0] | words[1] | words[2] | words[3] != 0
}
