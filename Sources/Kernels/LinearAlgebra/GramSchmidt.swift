/// Makes vectors orthonormal by Gram and Schmidt's method, each twice for accuracy (Giraud, Langou, Rozloznik, "The loss of
/// orthogonality in the Gram-Schmidt orthogonalization process", 2005).
///
/// There are two, since they must differ in every sum: `orthonormalize` leaves out what the vectors before span already, and its bits
/// reach the map of a run; `complete` fills such places, and its vectors only decide how soon far rows are told apart, so it sums in
/// eight lanes, several times as fast.
enum GramSchmidt {
  /// Vectors `[count, dimensions]`, in place. One with no more than `least` left becomes zero.
  /// - Complexity: O(count² dimensions).
  static func orthonormalize(_ vectors: inout [Double], count p: Int, dimensions d: Int, least: Double) {
    for a in 0..<p {
      for round in 0..<2 {
        for b in 0..<a {
          let share = dot(vectors, a * d, vectors, b * d, d)
          for j in 0..<d { vectors[a * d + j] -= share * vectors[b * d + j] }
        }
        let length = dot(vectors, a * d, vectors, a * d, d).squareRoot()
        let factor = length > (round == 0 ? least : 0) ? 1 / length : 0
        for j in 0..<d { vectors[a * d + j] *= factor }
      }
    }
  }

  /// The product of `d` numbers of `a` from `i` on and of `b` from `j` on, summed in order.
  static func dot(_ a: [Double], _ i: Int, _ b: [Double], _ j: Int, _ d: Int) -> Double {
    var sum = 0.0
    for k in 0..<d { sum.addProduct(a[i + k], b[j + k]) }
    return sum
  }

  /// Vectors `[count, dimensions]`, in place, count <= dimensions. One with nothing left becomes a random one, drawn from
  /// `random` from counter count * dimensions on.
  /// - Complexity: O(count² dimensions).
  static func complete(_ vectors: inout [Double], count p: Int, dimensions d: Int, _ random: CounterRandom) {
    var draw = UInt64(p * d)
    vectors.withUnsafeMutableBufferPointer { axes in
      guard let axes = axes.baseAddress else { return }
      for a in 0..<p {
        let own = axes + a * d
        var passes = 2
        while passes > 0 {
          let before = product(own, own, d).squareRoot()
          for b in 0..<a { subtract(axes + b * d, product(axes + b * d, own, d), from: own, d) }
          let length = product(own, own, d).squareRoot()
          if length > 1e-6 * before, length > 1e-200 {
            for j in 0..<d { own[j] /= length }
            passes -= 1
          } else {
            for j in 0..<d { own[j] = Double(random.uniform(draw + UInt64(j))) - 0.5 }
            draw += UInt64(d)
            passes = 2
          }
        }
      }
    }
  }

  private static func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ d: Int) -> Double {
    var sums = SIMD8<Double>.zero
    var j = 0
    while j + 8 <= d {
      sums.addProduct(load(a + j), load(b + j))
      j += 8
    }
    var sum = sums.sum()
    while j < d {
      sum.addProduct(a[j], b[j])
      j += 1
    }
    return sum
  }

  private static func subtract(_ a: UnsafePointer<Double>, _ share: Double, from b: UnsafeMutablePointer<Double>, _ d: Int) {
    for j in 0..<d { b[j].addProduct(a[j], -share) }
  }

  @inline(__always)
  private static func load(_ a: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(a).loadUnaligned(as: SIMD8<Double>.self)
  }
}
