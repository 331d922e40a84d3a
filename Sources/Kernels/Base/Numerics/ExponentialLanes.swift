/// exp2 and log2 of eight floats at a time, in single precision, without a C library.

/// 2^x, relative error below 5e-7; x is held within -126...126.
@inline(__always)
func exp2Lanes(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let low = x.replacing(with: -126, where: x .< -126)
  let y = low.replacing(with: 126, where: low .> 126)
  // Adding 1.5 * 2^23 rounds to a whole number, whose low bits are then those of the sum.
  let magic = SIMD8<Float>(repeating: 12_582_912)
  let shifted = y + magic
  let r = y - (shifted - magic)
  let whole = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- unsafeBitCast(magic, to: SIMD8<Int32>.self)
  var p = SIMD8<Float>(repeating: 1.5403530e-4)
  p = SIMD8(repeating: 1.3333558e-3).addingProduct(p, r)
  p = SIMD8(repeating: 9.6181291e-3).addingProduct(p, r)
  p = SIMD8(repeating: 5.5504109e-2).addingProduct(p, r)
  p = SIMD8(repeating: 2.4022651e-1).addingProduct(p, r)
  p = SIMD8(repeating: 6.9314718e-1).addingProduct(p, r)
  p = SIMD8(repeating: 1).addingProduct(p, r)
  return p * unsafeBitCast((whole &+ 127) &<< 23, to: SIMD8<Float>.self)
}

/// log2(x) of positive, normal numbers, absolute error below 3e-7 near 1.
@inline(__always)
func log2Lanes(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(x, to: SIMD8<Int32>.self)
  // The exponent that leaves a fraction between sqrt(1/2) and sqrt(2).
  let exponent = (bits &- 0x3F35_04F3) &>> 23
  let m = unsafeBitCast(bits &- (exponent &<< 23), to: SIMD8<Float>.self)
  let s = (m - 1) / (m + 1)
  let q = s * s
  var p = SIMD8<Float>(repeating: 0.3205989)
  p = SIMD8(repeating: 0.4121985).addingProduct(p, q)
  p = SIMD8(repeating: 0.5770780).addingProduct(p, q)
  p = SIMD8(repeating: 0.9617967).addingProduct(p, q)
  p = SIMD8(repeating: 2.8853901).addingProduct(p, q)
  // As in exp2Lanes: whole numbers in the low bits of 1.5 * 2^23.
  let magic = SIMD8<Float>(repeating: 12_582_912)
  let whole = unsafeBitCast(exponent &+ unsafeBitCast(magic, to: SIMD8<Int32>.self), to: SIMD8<Float>.self) - magic
  return whole.addingProduct(p, s)
}
