/// cos and sin of a turn's part a/n, 0 <= a < n, without a C library; error below 1e-15.
func cosineSine(_ a: Int, of n: Int) -> (cosine: Double, sine: Double) {
  // Eighths of a turn, so that the angle of the series stays below pi/4.
  let eighth = 8 * a / n
  let whole = (eighth + 1) / 2
  let x = 2 * Double.pi * (Double(4 * a - whole * n) / Double(4 * n))
  let square = x * x
  var (c, s) = (0.0, 0.0)
  var k = 20.0
  while k > 0 {
    c = (1 + c) * -square / (k * (k - 1))
    s = (1 + s) * -square / (k * (k + 1))
    k -= 2
  }
  (c, s) = (1 + c, (1 + s) * x)
  switch whole & 3 {
  case 0: return (c, s)
  case 1: return (-s, c)
  case 2: return (-c, -s)
  default: return (s, -c)
  }
}
