/// exp and log whose bits do not depend on a C library. Relative error below 1e-15.

/// e^x. Below -708 it is 0, above 709 infinity; NaN stays NaN.
package func exponential(_ x: Double) -> Double {
  if x < -708 { return 0 }
  if x > 709 { return .infinity }
  if x != x { return x }
  let k = (x * 1.4426950408889634).rounded()
  let r = (x - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b39p-40
  var sum = 1.0
  var n = 14.0
  while n > 0 {
    sum = 1 + sum * r / n
    n -= 1
  }
  return sum * Double(sign: .plus, exponent: Int(k), significand: 1)
}

/// The natural logarithm of a positive number; 0 gives -infinity, negative numbers and NaN give NaN.
package func logarithm(_ x: Double) -> Double {
  if x == 0 { return -.infinity }
  if !(x > 0) { return .nan }
  if x == .infinity { return x }
  var m = x.significand
  var e = Double(x.exponent)
  if m > 1.4142135623730951 {
    m *= 0.5
    e += 1
  }
  let s = (m - 1) / (m + 1)
  let q = s * s
  var sum = 0.0
  var n = 23.0
  while n > 0 {
    sum = sum * q + 1 / n
    n -= 2
  }
  return e * 0.6931471805599453 + 2 * s * sum
}

/// base^n for a count n >= 0, by squaring.
package func power(_ base: Double, _ n: Int) -> Double {
  var result = 1.0
  var square = base
  var k = n
  while k > 0 {
    if k & 1 == 1 { result *= square }
    square *= square
    k >>= 1
  }
  return result
}
