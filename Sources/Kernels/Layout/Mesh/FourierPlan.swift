/// Complex Fourier transforms of one length, eight side by side in the lanes of vectors.
///
/// Stockham's autosort algorithm (Cochran et al., "What is the fast Fourier transform?", 1967) with passes of radix 4, 2, 3 and
/// 5. Element i of the eight transforms is the pair of vectors 2 i (real parts) and 2 i + 1 (imaginary parts).
package final class FourierPlan {
  /// `[length]` pairs of vectors: real parts, imaginary parts.
  package typealias Vectors = UnsafeMutablePointer<SIMD8<Float>>

  /// 16 times a number with no other prime factors than 2, 3 and 5.
  package let length: Int
  /// The first and the last are 4, where zeros at the input and unneeded outputs can be skipped.
  let radices: [Int]
  /// For each pass `[length / (product of radices before) / radix, radix - 1]` pairs of cosine and sine.
  private let twiddles: [Buffer<Float>]

  /// A plan for transforms of `length`, which is 16 times a product of 2s, 3s and 5s.
  package init(length: Int) {
    precondition(length % 16 == 0 && length > 0, "a transform's length is a multiple of 16")
    self.length = length
    var middle: [Int] = []
    var rest = length / 16
    for radix in [4, 2, 3, 5] {
      while rest % radix == 0 {
        middle.append(radix)
        rest /= radix
      }
    }
    precondition(rest == 1, "a transform's length has no prime factors but 2, 3 and 5")
    radices = [4] + middle + [4]
    var n = length
    var tables: [Buffer<Float>] = []
    for radix in radices {
      let m = n / radix
      let table = Buffer<Float>(2 * m * (radix - 1))
      for p in 0..<m {
        for k in 1..<radix {
          let (cosine, sine) = cosineSine(p * k, of: n)
          table.pointer[2 * (p * (radix - 1) + k - 1)] = Float(cosine)
          table.pointer[2 * (p * (radix - 1) + k - 1) + 1] = Float(-sine)
        }
      }
      tables.append(table)
      n = m
    }
    twiddles = tables
  }

  /// Forward transform of `input` `[length]`.
  /// - Parameter a, b: `[length]` of scratch each.
  /// - Returns: the one of them that holds the result.
  @inline(never)
  package func forward(_ input: UnsafePointer<SIMD8<Float>>, _ a: Vectors, _ b: Vectors) -> Vectors {
    transform(input, a, b, nil, swapped: false, zeroHalf: false, halfOut: false)
  }

  /// Forward transform whose second half of `input` is zero; only the first half is read.
  @inline(never)
  package func forwardPadded(_ input: UnsafePointer<SIMD8<Float>>, _ a: Vectors, _ b: Vectors) -> Vectors {
    transform(input, a, b, nil, swapped: false, zeroHalf: true, halfOut: false)
  }

  /// Inverse transform, not divided by the length; only the first half of the result is written.
  /// - Parameter output: `[length / 2]`, where the result goes; nil: to `a` or `b`.
  @inline(never)
  package func inverseHalf(
    _ input: UnsafePointer<SIMD8<Float>>, _ a: Vectors, _ b: Vectors, to output: Vectors? = nil
  ) -> Vectors {
    transform(input, a, b, output, swapped: true, zeroHalf: false, halfOut: true)
  }

  /// - Parameter swapped: real and imaginary parts change places on the way in and out, which turns the direction round.
  @inline(__always)
  private func transform(
    _ input: UnsafePointer<SIMD8<Float>>, _ a: Vectors, _ b: Vectors, _ output: Vectors?, swapped: Bool, zeroHalf: Bool,
    halfOut: Bool
  ) -> Vectors {
    var source = input
    var target = a
    var n = length
    var s = 1
    for i in 0..<radices.count {
      let last = i == radices.count - 1
      target = source == UnsafePointer(a) ? b : a
      if last, let output { target = output }
      let w = UnsafePointer(twiddles[i].pointer)
      let pass = FourierPass(source: source, target: target, m: n / radices[i], s: s, twiddles: w, swapped: swapped)
      if i == 0 {
        if zeroHalf { pass.radix4Padded() } else { pass.radix4() }
      } else if last {
        pass.radix4Last(half: halfOut)
      } else {
        switch radices[i] {
        case 4: pass.radix4()
        case 2: pass.radix2()
        case 3: pass.radix3()
        default: pass.radix5()
        }
      }
      n /= radices[i]
      s *= radices[i]
      source = UnsafePointer(target)
    }
    return target
  }
}
