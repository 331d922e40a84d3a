/// Mean and spread of numbers, in two passes.
struct Moments {
  let n: Int
  let mean: Double
  /// Standard deviation with n - 1; 0 for fewer than two values.
  let deviation: Double
  /// The mean fourth power of deviations, with n.
  let fourth: Double

  /// - Precondition: there is a value.
  init(_ values: ArraySlice<Double>) {
    n = values.count
    var sum = 0.0
    for value in values { sum += value }
    let mean = sum / Double(values.count)
    var (second, fourth) = (0.0, 0.0)
    for value in values {
      let square = (value - mean) * (value - mean)
      second += square
      fourth += square * square
    }
    self.mean = mean
    deviation = values.count > 1 ? (second / Double(values.count - 1)).squareRoot() : 0
    self.fourth = fourth / Double(values.count)
  }
}

/// The q quantile, between the two nearest values (Hyndman & Fan 1996, type 7: the default of NumPy and R).
/// - Precondition: there is a value, and `q` is within 0 and 1.
func quantileValue(_ q: Double, sorted values: ArraySlice<Double>) -> Double {
  let place = q * Double(values.count - 1)
  let below = min(values.count - 1, Int(place))
  let low = values[values.startIndex + below], high = values[values.startIndex + min(values.count - 1, below + 1)]
  return low + (high - low) * (place - Double(below))
}
