import Glibc

/// Points and weights for the mean of a function over 0 to 1; exact for polynomials up to degree 2 n - 1.
struct GaussLegendre {
  let points: [Double]
  /// Their sum is 1.
  let weights: [Double]

  /// The roots of the Legendre polynomial of degree n by Newton's method, each from Tricomi's estimate.
  init(_ n: Int) {
    var points: [Double] = [], weights: [Double] = []
    for i in 0..<n {
      var x = cos(Double.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (before, value) = (1.0, x)
        for k in 2..<max(2, n + 1) {
          (before, value) = (value, ((2 * Double(k) - 1) * x * value - (Double(k) - 1) * before) / Double(k))
        }
        slope = n == 1 ? 1 : Double(n) * (x * value - before) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-15 { break }
      }
      points.append((1 - x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    self.points = points
    self.weights = weights
  }
}
