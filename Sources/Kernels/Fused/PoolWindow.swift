/// The largest of four convolution outputs and the ReLU behind it, eight channels at a time, in registers.
///
/// a, b, c, d are upper left, upper right, lower left, lower right. Of equal ones the first in this order wins, and a NaN
/// wins, as in PyTorch. `found`, where given, receives the winner's number.
@inline(__always)
func poolWindow(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, to destination: UnsafeMutablePointer<Float>,
  found: UnsafeMutablePointer<UInt8>?
) {
  let right = beats(b, a), below = beats(d, c)
  let top = a.replacing(with: b, where: right)
  let bottom = c.replacing(with: d, where: below)
  let lower = beats(bottom, top)
  store8(rectify(top.replacing(with: bottom, where: lower)), destination)
  if let found { storeWinner(right, below, lower, found) }
}

/// The same for values that carry the rounding of a transform: where exact arithmetic has equal values, only those that are
/// larger by more than `noise` win against an earlier one, so that of equal ones it is still the first. The value itself is
/// that of `poolWindow`.
@inline(__always)
func poolNoisyWindow(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, noise: SIMD8<Float>,
  to destination: UnsafeMutablePointer<Float>, found: UnsafeMutablePointer<UInt8>
) {
  poolWindow(a, b, c, d, to: destination, found: nil)
  let right = beats(b, a + noise), below = beats(d, c + noise)
  let lower = beats(c.replacing(with: d, where: below), a.replacing(with: b, where: right) + noise)
  storeWinner(right, below, lower, found)
}

@inline(__always)
private func storeWinner(
  _ right: SIMDMask<SIMD8<Int32>>, _ below: SIMDMask<SIMD8<Int32>>, _ lower: SIMDMask<SIMD8<Int32>>,
  _ found: UnsafeMutablePointer<UInt8>
) {
  let upper = SIMD8<Int32>.zero.replacing(with: 1, where: right)
  let under = SIMD8<Int32>(repeating: 2).replacing(with: 3, where: below)
  // The low bytes of eight words; written so because it compiles to two packs.
  let words = unsafeBitCast(upper.replacing(with: under, where: lower), to: SIMD32<UInt8>.self)
  UnsafeMutableRawPointer(found).storeBytes(of: words.evenHalf.evenHalf, as: SIMD8<UInt8>.self)
}

@inline(__always)
private func beats(_ late: SIMD8<Float>, _ early: SIMD8<Float>) -> SIMDMask<SIMD8<Int32>> {
  (late .> early) .| (late .!= late)
}
