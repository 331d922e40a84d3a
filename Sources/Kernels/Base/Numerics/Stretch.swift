/// A stretch of consecutive floats in registers, built from vectors of eight, for loops whose length is known when compiled.
protocol Stretch {
  /// How many floats the stretch has.
  static var count: Int { get }
  static var zero: Self { get }
  static func load(_ source: UnsafePointer<Float>) -> Self
  func store(_ destination: UnsafeMutablePointer<Float>)
  /// self + values * scalar, rounded once.
  func adding(_ values: Self, _ scalar: SIMD8<Float>) -> Self
  /// Two sums to which the same values in memory are added, each times its scalar; a vector of the values is read at a time.
  static func add(_ values: UnsafePointer<Float>, _ scalars: (SIMD8<Float>, SIMD8<Float>), to sums: inout (Self, Self))
}

extension SIMD8<Float>: Stretch {
  @inline(__always) static var count: Int { 8 }
  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> Self { load8(source) }
  @inline(__always) func store(_ destination: UnsafeMutablePointer<Float>) { store8(self, destination) }
  @inline(__always) func adding(_ values: Self, _ scalar: SIMD8<Float>) -> Self { addingProduct(values, scalar) }
  @inline(__always)
  static func add(_ values: UnsafePointer<Float>, _ scalars: (SIMD8<Float>, SIMD8<Float>), to sums: inout (Self, Self)) {
    let values = load8(values)
    sums = (sums.0.addingProduct(values, scalars.0), sums.1.addingProduct(values, scalars.1))
  }
}

struct Twice<Part: Stretch>: Stretch {
  var a, b: Part
  @inline(__always) static var count: Int { 2 * Part.count }
  @inline(__always) static var zero: Self { Self(a: .zero, b: .zero) }
  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> Self {
    Self(a: .load(source), b: .load(source + Part.count))
  }
  @inline(__always) func store(_ destination: UnsafeMutablePointer<Float>) {
    a.store(destination)
    b.store(destination + Part.count)
  }
  @inline(__always) func adding(_ values: Self, _ scalar: SIMD8<Float>) -> Self {
    Self(a: a.adding(values.a, scalar), b: b.adding(values.b, scalar))
  }
  @inline(__always)
  static func add(_ values: UnsafePointer<Float>, _ scalars: (SIMD8<Float>, SIMD8<Float>), to sums: inout (Self, Self)) {
    var (a, b) = ((sums.0.a, sums.1.a), (sums.0.b, sums.1.b))
    Part.add(values, scalars, to: &a)
    Part.add(values + Part.count, scalars, to: &b)
    sums = (Self(a: a.0, b: b.0), Self(a: a.1, b: b.1))
  }
}

struct Thrice<Part: Stretch>: Stretch {
  var a, b, c: Part
  @inline(__always) static var count: Int { 3 * Part.count }
  @inline(__always) static var zero: Self { Self(a: .zero, b: .zero, c: .zero) }
  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> Self {
    Self(a: .load(source), b: .load(source + Part.count), c: .load(source + 2 * Part.count))
  }
  @inline(__always) func store(_ destination: UnsafeMutablePointer<Float>) {
    a.store(destination)
    b.store(destination + Part.count)
    c.store(destination + 2 * Part.count)
  }
  @inline(__always) func adding(_ values: Self, _ scalar: SIMD8<Float>) -> Self {
    Self(a: a.adding(values.a, scalar), b: b.adding(values.b, scalar), c: c.adding(values.c, scalar))
  }
  @inline(__always)
  static func add(_ values: UnsafePointer<Float>, _ scalars: (SIMD8<Float>, SIMD8<Float>), to sums: inout (Self, Self)) {
    var (a, b, c) = ((sums.0.a, sums.1.a), (sums.0.b, sums.1.b), (sums.0.c, sums.1.c))
    Part.add(values, scalars, to: &a)
    Part.add(values + Part.count, scalars, to: &b)
    Part.add(values + 2 * Part.count, scalars, to: &c)
    sums = (Self(a: a.0, b: b.0, c: c.0), Self(a: a.1, b: b.1, c: c.1))
  }
}

typealias Stretch24 = Thrice<SIMD8<Float>>
typealias Stretch48 = Twice<Stretch24>
typealias Stretch96 = Twice<Stretch48>

/// Cuts a run of whole vectors into the longest stretches that registers hold.
@inline(__always)
func forEachStretch(of run: Int, _ body: (_ from: Int, _ length: Int) -> Void) {
  var from = 0
  while from < run {
    let left = run - from
    let length = left >= 96 ? 96 : left >= 48 ? 48 : left >= 24 ? 24 : 8
    body(from, length)
    from += length
  }
}
