/// Sums over two vectors, in double precision and always in the same order, so that a result depends on the vectors alone and
/// the distance of equal vectors is exactly 0.
public enum Distances {
  /// The squared distance: sum of (a - b)².
  public static func squared(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
    var low = SIMD4<Double>.zero
    var high = SIMD4<Double>.zero
    var i = 0
    while i + 8 <= count {
      let x = load8(a + i)
      let y = load8(b + i)
      let first = widened(x.lowHalf) - widened(y.lowHalf)
      let second = widened(x.highHalf) - widened(y.highHalf)
      low.addProduct(first, first)
      high.addProduct(second, second)
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      let difference = Double(a[i]) - Double(b[i])
      sum += difference * difference
      i += 1
    }
    return sum
  }

  /// The squared distance, sum of (a - b)², towards a mean that is held in double precision.
  public static func squared(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    var low = SIMD4<Double>.zero
    var high = SIMD4<Double>.zero
    var i = 0
    while i + 8 <= count {
      let x = load8(a + i)
      let first = widened(x.lowHalf) - UnsafeRawPointer(b + i).loadUnaligned(as: SIMD4<Double>.self)
      let second = widened(x.highHalf) - UnsafeRawPointer(b + i + 4).loadUnaligned(as: SIMD4<Double>.self)
      low.addProduct(first, first)
      high.addProduct(second, second)
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      let difference = Double(a[i]) - b[i]
      sum += difference * difference
      i += 1
    }
    return sum
  }

  /// The dot product: sum of a b.
  public static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
    var low = SIMD4<Double>.zero
    var high = SIMD4<Double>.zero
    var i = 0
    while i + 8 <= count {
      let x = load8(a + i)
      let y = load8(b + i)
      low.addProduct(widened(x.lowHalf), widened(y.lowHalf))
      high.addProduct(widened(x.highHalf), widened(y.highHalf))
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      sum += Double(a[i]) * Double(b[i])
      i += 1
    }
    return sum
  }

  /// L2 distance of each of `n` samples from each of `m` means: `output` `[n, m]`.
  public static func toMeans(
    _ samples: UnsafePointer<Float>, count n: Int, means: UnsafePointer<Double>, count m: Int, size: Int,
    parallel: Parallel, to output: UnsafeMutablePointer<Double>
  ) {
    let block = 64
    parallel.run((n + block - 1) / block) { _, unit in
      for i in unit * block..<min(n, (unit + 1) * block) {
        for j in 0..<m { output[i * m + j] = squared(samples + i * size, means + j * size, count: size).squareRoot() }
      }
    }
  }
}

@inline(__always)
private func widened(_ x: SIMD4<Float>) -> SIMD4<Double> {
  SIMD4<Double>(Double(x[0]), Double(x[1]), Double(x[2]), Double(x[3]))
}
