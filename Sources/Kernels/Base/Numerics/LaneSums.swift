/// The sum of eight lanes, always in the same order.
@inline(__always)
func total(_ x: SIMD8<Float>) -> Float {
  let four = x.lowHalf + x.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

/// The sum of four lanes, always in the same order.
@inline(__always)
func total(_ x: SIMD4<Float>) -> Float {
  let two = x.lowHalf + x.highHalf
  return two.x + two.y
}
