/// Random numbers as a pure function of a key and a counter: nothing to save, nothing to restore, any order.
///
/// splitmix64 (Steele, Lea, Flood 2014) evaluated at counter + 1 from the key.
package struct CounterRandom: Sendable {
  /// What all numbers of the stream are mixed from.
  package let key: UInt64

  /// Streams with different words are independent.
  package init(_ words: UInt64...) {
    var k: UInt64 = 0x243F_6A88_85A3_08D3
    for w in words { k = Self.mix(k ^ Self.mix(w &+ 0x9E37_79B9_7F4A_7C15)) }
    key = k
  }

  /// 64 random bits, the same for the same key and counter.
  @inline(__always)
  package func bits(_ counter: UInt64) -> UInt64 {
    Self.mix(key &+ (counter &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform in [0, 1), 24 bits.
  @inline(__always)
  package func uniform(_ counter: UInt64) -> Float {
    Float(bits(counter) >> 40) * 0x1p-24
  }

  @inline(__always)
  private static func mix(_ x: UInt64) -> UInt64 {
    var z = x
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
