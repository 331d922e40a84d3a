/// Eight complex numbers.
struct Complex8 {
  var re: SIMD8<Float>
  var im: SIMD8<Float>

  @inline(__always) static func + (a: Complex8, b: Complex8) -> Complex8 { Complex8(re: a.re + b.re, im: a.im + b.im) }
  @inline(__always) static func - (a: Complex8, b: Complex8) -> Complex8 { Complex8(re: a.re - b.re, im: a.im - b.im) }
  /// This times -i.
  @inline(__always) var turned: Complex8 { Complex8(re: im, im: 0 - re) }
  @inline(__always) func adding(_ b: Complex8, _ factor: Float) -> Complex8 {
    let f = SIMD8<Float>(repeating: factor)
    return Complex8(re: re.addingProduct(b.re, f), im: im.addingProduct(b.im, f))
  }
  @inline(__always) static func * (a: Complex8, b: Float) -> Complex8 { Complex8(re: a.re * b, im: a.im * b) }
  /// This times cosine + i sine, `w` being the two.
  @inline(__always) func turned(_ w: UnsafePointer<Float>) -> Complex8 {
    let cosine = SIMD8<Float>(repeating: w[0])
    let sine = SIMD8<Float>(repeating: w[1])
    return Complex8(
      re: (re * cosine).addingProduct(0 - im, sine), im: (im * cosine).addingProduct(re, sine))
  }
}

/// One pass of Stockham's algorithm: `target[q + s (r p + k)] = (sum over j of source[q + s (p + j m)] w^(j k)) w_n^(p k)` for
/// p < m, q < s, with radix r, n = r m and w = exp(-2 pi i / r).
struct FourierPass {
  let source: UnsafePointer<SIMD8<Float>>
  let target: UnsafeMutablePointer<SIMD8<Float>>
  let m: Int
  let s: Int
  let twiddles: UnsafePointer<Float>
  let swapped: Bool

  @inline(__always) private func get(_ i: Int) -> Complex8 {
    swapped ? Complex8(re: source[2 * i + 1], im: source[2 * i]) : Complex8(re: source[2 * i], im: source[2 * i + 1])
  }
  @inline(__always) private func put(_ value: Complex8, _ i: Int) {
    target[2 * i] = swapped ? value.im : value.re
    target[2 * i + 1] = swapped ? value.re : value.im
  }

  @inline(__always) func radix4() {
    for p in 0..<m {
      let w = twiddles + 6 * p
      for q in 0..<s {
        let a = get(q + s * p), b = get(q + s * (p + m)), c = get(q + s * (p + 2 * m)), d = get(q + s * (p + 3 * m))
        let plus = a + c, minus = a - c, sum = b + d, turn = (b - d).turned
        let out = q + s * 4 * p
        put(plus + sum, out)
        put((minus + turn).turned(w), out + s)
        put((plus - sum).turned(w + 2), out + 2 * s)
        put((minus - turn).turned(w + 4), out + 3 * s)
      }
    }
  }

  /// The second half of the source is zero.
  @inline(__always) func radix4Padded() {
    for p in 0..<m {
      let w = twiddles + 6 * p
      for q in 0..<s {
        let a = get(q + s * p), b = get(q + s * (p + m))
        let turn = b.turned
        let out = q + s * 4 * p
        put(a + b, out)
        put((a + turn).turned(w), out + s)
        put((a - b).turned(w + 2), out + 2 * s)
        put((a - turn).turned(w + 4), out + 3 * s)
      }
    }
  }

  /// m is 1; the second half of the target may be left as it is.
  @inline(__always) func radix4Last(half: Bool) {
    for q in 0..<s {
      let a = get(q), b = get(q + s), c = get(q + 2 * s), d = get(q + 3 * s)
      let plus = a + c, minus = a - c, sum = b + d, turn = (b - d).turned
      put(plus + sum, q)
      put(minus + turn, q + s)
      if !half {
        put(plus - sum, q + 2 * s)
        put(minus - turn, q + 3 * s)
      }
    }
  }

  @inline(__always) func radix2() {
    for p in 0..<m {
      let w = twiddles + 2 * p
      for q in 0..<s {
        let a = get(q + s * p), b = get(q + s * (p + m))
        let out = q + s * 2 * p
        put(a + b, out)
        put((a - b).turned(w), out + s)
      }
    }
  }

  @inline(__always) func radix3() {
    for p in 0..<m {
      let w = twiddles + 4 * p
      for q in 0..<s {
        let a = get(q + s * p), b = get(q + s * (p + m)), c = get(q + s * (p + 2 * m))
        let sum = b + c
        let middle = a.adding(sum, -0.5), side = (b - c).turned * 0.8660254
        let out = q + s * 3 * p
        put(a + sum, out)
        put((middle + side).turned(w), out + s)
        put((middle - side).turned(w + 2), out + 2 * s)
      }
    }
  }

  @inline(__always) func radix5() {
    for p in 0..<m {
      let w = twiddles + 8 * p
      for q in 0..<s {
        let a = get(q + s * p), b = get(q + s * (p + m)), c = get(q + s * (p + 2 * m))
        let d = get(q + s * (p + 3 * m)), e = get(q + s * (p + 4 * m))
        let outer = b + e, inner = c + d, outerSide = (b - e).turned, innerSide = (c - d).turned
        let out = q + s * 5 * p
        put(a + (outer + inner), out)
        let first = a.adding(outer, 0.309017).adding(inner, -0.809017)
        let firstSide = (outerSide * 0.95105652).adding(innerSide, 0.58778525)
        put((first + firstSide).turned(w), out + s)
        put((first - firstSide).turned(w + 6), out + 4 * s)
        let second = a.adding(inner, 0.309017).adding(outer, -0.809017)
        let secondSide = (outerSide * 0.58778525).adding(innerSide, -0.95105652)
        put((second + secondSide).turned(w + 2), out + 2 * s)
        put((second - secondSide).turned(w + 4), out + 3 * s)
      }
    }
  }
}
