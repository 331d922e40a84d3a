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
  /// poolWindow, and where it found the values.
  static func pool(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?)
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
  @inline(__always) static func pool(
    _ a: Lanes8, _ b: Lanes8, _ c: Lanes8, _ d: Lanes8, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?
  ) {
    poolWindow(a.a, b.a, c.a, d.a, to: destination, found: found)
  }
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
  @inline(__always) static func pool(
    _ a: Lanes16, _ b: Lanes16, _ c: Lanes16, _ d: Lanes16, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?
  ) {
    poolWindow(a.a, b.a, c.a, d.a, to: destination, found: found)
    poolWindow(a.b, b.b, c.b, d.b, to: destination + 8, found: found.map { $0 + 8 })
  }
}

@inline(__always) func load8(_ source: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always) func store8(_ value: SIMD8<Float>, _ destination: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(destination).storeBytes(of: value, as: SIMD8<Float>.self)
}

@inline(__always) func rectify(_ value: SIMD8<Float>) -> SIMD8<Float> {
  value.replacing(with: 0, where: value .< 0)
}
