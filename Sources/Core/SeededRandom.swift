/// SplitMix64 (Steele, Lea & Flood 2014): small, fast, and the same on every machine.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64
  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number below `bound`, without bias (Lemire 2019).
  /// - Precondition: `bound` is above 0.
  public mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}

/// A random order of `0..<count` (Fisher & Yates) that is a function of `seed` and `round` alone.
public func permutation(of count: Int, seed: UInt64, round: Int) -> [Int64] {
  var random = SeededRandom(seed: seed ^ (UInt64(round) &* 0xD6E8_FEB8_6659_FD93))
  var order = (0..<Int64(count)).map { $0 }
  for i in stride(from: count - 1, to: 0, by: -1) { order.swapAt(i, random.below(i + 1)) }
  return order
}
