/// A block of consecutive floats that lives in registers.
///
/// The tiles are written once against this protocol and specialized for 16 and 8 floats (AVX2: two and one registers,
/// NEON: four and two). Loads and stores need no alignment.
protocol Lanes {
  static var width: Int { get }
  static func load(_ source: UnsafePointer<Float>) -> Self
  static var zero: Self { get }
  func store(_ destination: UnsafeMutablePointer<Float>)
  /// self + weights * scalar, rounded once.
  func adding(_ weights: Self, _ scalar: Float) -> Self
  /// max(self, 0); a NaN stays a NaN, so that a diverged training shows.
  var rectified: Self { get }
}

struct Lanes8: Lanes {
  var a: SIMD8<Float>
  @inline(__always) static var width: Int { 8 }
  @inline(__always) static var zero: Lanes8 { Lanes8(a: .zero) }
  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> Lanes8 { Lanes8(a: load8(source)) }
  @inline(__always) func store(_ destination: UnsafeMutablePointer<Float>) { store8(a, destination) }
  @inline(__always) func adding(_ weights: Lanes8, _ scalar: Float) -> Lanes8 {
    Lanes8(a: a.addingProduct(weights.a, SIMD8(repeating: scalar)))
  }
  @inline(__always) var rectified: Lanes8 { Lanes8(a: rectify(a)) }
}

struct Lanes16: Lanes {
  var a: SIMD8<Float>
  var b: SIMD8<Float>
  @inline(__always) static var width: Int { 16 }
  @inline(__always) static var zero: Lanes16 { Lanes16(a: .zero, b: .zero) }
  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> Lanes16 {
    Lanes16(a: load8(source), b: load8(source + 8))
  }
  @inline(__always) func store(_ destination: UnsafeMutablePointer<Float>) {
    store8(a, destination)
    store8(b, destination + 8)
  }
  @inline(__always) func adding(_ weights: Lanes16, _ scalar: Float) -> Lanes16 {
    let s = SIMD8(repeating: scalar)
    return Lanes16(a: a.addingProduct(weights.a, s), b: b.addingProduct(weights.b, s))
  }
  @inline(__always) var rectified: Lanes16 { Lanes16(a: rectify(a), b: rectify(b)) }
}

@inline(__always) func load8(_ source: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always) func store8(_ value: SIMD8<Float>, _ destination: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(destination).storeBytes(of: value, as: SIMD8<Float>.self)
}

@inline(__always) func rectify(_ value: SIMD8<Float>) -> SIMD8<Float> { drop(value, where: value .< 0) }

typealias Mask8 = SIMDMask<SIMD8<Int32>>

/// `yes` where the mask is set, else `no`. In bits, because `replacing(with:where:)` is a loop over lanes to the optimizer, and
/// a function with many of them is inlined nowhere.
@inline(__always) func choose(_ mask: Mask8, _ yes: SIMD8<Float>, _ no: SIMD8<Float>) -> SIMD8<Float> {
  let m = unsafeBitCast(mask, to: SIMD8<Int32>.self)
  let y = unsafeBitCast(yes, to: SIMD8<Int32>.self), n = unsafeBitCast(no, to: SIMD8<Int32>.self)
  return unsafeBitCast(n ^ ((y ^ n) & m), to: SIMD8<Float>.self)
}

@inline(__always) func isAnySet(_ mask: Mask8) -> Bool {
  let words = unsafeBitCast(mask, to: SIMD4<UInt64>.self)
  return (words[0] | words[1]) | (words[2] | words[3]) != 0
}

/// 0 where the mask is set, else `value`.
@inline(__always) func drop(_ value: SIMD8<Float>, where mask: Mask8) -> SIMD8<Float> {
  unsafeBitCast(
    unsafeBitCast(value, to: SIMD8<Int32>.self) & ~unsafeBitCast(mask, to: SIMD8<Int32>.self), to: SIMD8<Float>.self)
}

/// The low bytes of eight words, the first lowest.
@inline(__always) func lowBytes(_ words: SIMD8<Int32>) -> UInt64 {
  // Written out, because the conversion of a whole vector is a function that is not inlined.
  let byte = { (i: Int) -> UInt8 in UInt8(truncatingIfNeeded: words[i]) }
  return unsafeBitCast(
    SIMD8<UInt8>(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7)), to: UInt64.self)
}

/// Each number in a word of its own; written out for the same reason.
@inline(__always) func words<Number: FixedWidthInteger & SIMDScalar>(_ numbers: SIMD8<Number>) -> SIMD8<Int32> {
  let word = { (i: Int) -> Int32 in Int32(truncatingIfNeeded: numbers[i]) }
  return SIMD8<Int32>(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7))
}
