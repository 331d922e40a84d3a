/// Eight floats at a time for the loops of the population map.

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

/// The x and the y of eight places, which are read by their numbers.
@inline(__always)
func gather8(
  _ places: UnsafePointer<SIMD2<Float>>, _ n: UnsafePointer<Int32>
) -> (x: SIMD8<Float>, y: SIMD8<Float>) {
  let u = SIMD8(
    lowHalf: SIMD4(lowHalf: places[Int(n[0])], highHalf: places[Int(n[1])]),
    highHalf: SIMD4(lowHalf: places[Int(n[4])], highHalf: places[Int(n[5])]))
  let v = SIMD8(
    lowHalf: SIMD4(lowHalf: places[Int(n[2])], highHalf: places[Int(n[3])]),
    highHalf: SIMD4(lowHalf: places[Int(n[6])], highHalf: places[Int(n[7])]))
  return (
    SIMD8(u[0], u[2], v[0], v[2], u[4], u[6], v[4], v[6]), SIMD8(u[1], u[3], v[1], v[3], u[5], u[7], v[5], v[7])
  )
}

/// Work on samples is cut into chunks of this many, whatever the number of lanes.
let mapChunk = 512

/// The samples of a chunk.
@inline(__always)
func chunkRange(_ chunk: Int, of count: Int) -> Range<Int> {
  chunk * mapChunk..<min(count, (chunk + 1) * mapChunk)
}

@inline(__always)
func chunks(of count: Int) -> Int { (count + mapChunk - 1) / mapChunk }

/// cos and sin of a turn's part a/n, 0 <= a < n, without a C library; error below 1e-15.
func cosineSine(_ a: Int, of n: Int) -> (cosine: Double, sine: Double) {
  // Eighths of a turn, so that the angle of the series stays below pi/4.
  let eighth = 8 * a / n
  let whole = (eighth + 1) / 2
  let x = 2 * Double.pi * (Double(4 * a - whole * n) / Double(4 * n))
  let square = x * x
  var (c, s) = (0.0, 0.0)
  var k = 20.0
  while k > 0 {
    c = (1 + c) * -square / (k * (k - 1))
    s = (1 + s) * -square / (k * (k + 1))
    k -= 2
  }
  (c, s) = (1 + c, (1 + s) * x)
  switch whole & 3 {
  case 0: return (c, s)
  case 1: return (-s, c)
  case 2: return (-c, -s)
  default: return (s, -c)
  }
}
