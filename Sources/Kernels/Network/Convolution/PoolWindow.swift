/// Which winners of pool windows are noted for the way back: none; quick: of outputs as near as a transform rounds, the first; exact:
/// those of the direct sums.
enum WinnerRule { case none, quick, exact }

/// The largest of four convolution outputs and the ReLU behind it, eight channels at a time, in registers.
///
/// a, b, c, d are upper left, upper right, lower left, lower right. Of equal ones the first in this order wins, and a NaN
/// wins, as in PyTorch.
@inline(__always)
func poolWindow(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, to destination: UnsafeMutablePointer<Float>
) {
  store8(rectify(larger(larger(a, b), larger(c, d))), destination)
}

/// The number of the winner, 0 to 3.
@inline(__always)
func storeWinner(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, to found: UnsafeMutablePointer<UInt8>
) {
  storeWinner(beats(b, a), beats(d, c), beats(larger(c, d), larger(a, b)), found)
}

/// The winner's number for values that carry the rounding of a transform: only those that are larger by more than `noise` win against
/// an earlier one, so that of values that are equal in exact arithmetic it is still the first.
@inline(__always)
func storeNoisyWinner(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, noise: SIMD8<Float>,
  to found: UnsafeMutablePointer<UInt8>
) {
  let right = beats(b, a + noise), below = beats(d, c + noise)
  let top = choose(right, b, a), bottom = choose(below, d, c)
  storeWinner(right, below, beats(bottom, top + noise), found)
}

/// Where the largest is positive and leads the next by no more than `noise`.
@inline(__always)
func isCloseRace(
  _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>, noise: SIMD8<Float>
) -> Mask8 {
  let top = larger(a, b), bottom = larger(c, d)
  let first = larger(top, bottom)
  let second = larger(smaller(top, bottom), larger(smaller(a, b), smaller(c, d)))
  return (second .>= first - noise) .& (first .> 0)
}

@inline(__always)
private func storeWinner(_ right: Mask8, _ below: Mask8, _ lower: Mask8, _ found: UnsafeMutablePointer<UInt8>) {
  let r = unsafeBitCast(right, to: SIMD8<Int32>.self), b = unsafeBitCast(below, to: SIMD8<Int32>.self)
  let l = unsafeBitCast(lower, to: SIMD8<Int32>.self)
  let second = r ^ ((r ^ b) & l)
  UnsafeMutableRawPointer(found).storeBytes(of: lowBytes((second & 1) | (l & 2)), as: UInt64.self)
}

@inline(__always)
private func larger(_ early: SIMD8<Float>, _ late: SIMD8<Float>) -> SIMD8<Float> { choose(beats(late, early), late, early) }

@inline(__always)
private func smaller(_ early: SIMD8<Float>, _ late: SIMD8<Float>) -> SIMD8<Float> { choose(beats(late, early), early, late) }

@inline(__always)
private func beats(_ late: SIMD8<Float>, _ early: SIMD8<Float>) -> Mask8 { (late .> early) .| (late .!= late) }
