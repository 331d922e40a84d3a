/// Sums over many arrays of one size, element by element and in the order of the calls.
public enum Accumulate {
  /// `sums += factor * values`
  public static func add(_ values: UnsafePointer<Float>, times factor: Float, count: Int, to sums: UnsafeMutablePointer<Float>) {
    var i = 0
    while i + 8 <= count {
      store8(load8(sums + i).addingProduct(load8(values + i), SIMD8(repeating: factor)), sums + i)
      i += 8
    }
    while i < count {
      sums[i].addProduct(values[i], factor)
      i += 1
    }
  }

  /// `sums = factor * weights[0] * arrays[0] + factor * weights[1] * arrays[1] + ...`, a stretch of all arrays at a time, so that the
  /// sums stay in registers.
  /// - Parameters:
  ///   - arrays: `[weights, count]`
  ///   - sums: `[count]`
  public static func weighted(
    _ arrays: UnsafePointer<Float>, weights: UnsafeBufferPointer<Float>, times factor: Float, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    var i = 0
    while i + 48 <= count {
      weighted(Stretch48.self, arrays + i, weights, factor, count, sums + i)
      i += 48
    }
    while i + 8 <= count {
      weighted(SIMD8<Float>.self, arrays + i, weights, factor, count, sums + i)
      i += 8
    }
    while i < count {
      sums[i] = 0
      for k in weights.indices { sums[i].addProduct(arrays[k * count + i], weights[k] * factor) }
      i += 1
    }
  }

  @inline(__always)
  private static func weighted<S: Stretch>(
    _: S.Type, _ arrays: UnsafePointer<Float>, _ weights: UnsafeBufferPointer<Float>, _ factor: Float, _ step: Int,
    _ sums: UnsafeMutablePointer<Float>
  ) {
    var sum = S.zero
    for k in weights.indices { sum = sum.adding(.load(arrays + k * step), SIMD8(repeating: weights[k] * factor)) }
    sum.store(sums)
  }

  /// `sums += factor * values * others`, both of them arrays.
  public static func addProduct(
    _ values: UnsafePointer<Float>, _ others: UnsafePointer<Float>, times factor: Float, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count { sums[i] += factor * values[i] * others[i] }
  }

  /// The running mean and sum of squared deviations (Welford 1962): array number `n`, from 1, comes in. The variance is
  /// `squares / n`, without the cancellation of sums of squares.
  public static func moments(
    _ values: UnsafePointer<Float>, number n: Int, count: Int, mean: UnsafeMutablePointer<Float>,
    squares: UnsafeMutablePointer<Float>
  ) {
    let share = 1 / Float(n)
    for i in 0..<count {
      let difference = values[i] - mean[i]
      mean[i] += share * difference
      squares[i] += difference * (values[i] - mean[i])
    }
  }
}
