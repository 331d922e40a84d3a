/// What one array of values is like.
public struct Moments: Equatable, Sendable {
  /// The arithmetic mean.
  public var mean: Double
  /// The standard deviation of the population: divided by the count, not by one less.
  public var standardDeviation: Double
  /// The largest value.
  public var largest: Float
  /// The smallest value.
  public var smallest: Float

  /// Two passes in double precision. Nil for no values. A NaN makes the mean and the deviation NaN.
  public init?(_ values: UnsafeBufferPointer<Float>) {
    guard !values.isEmpty else { return nil }
    var sum = 0.0
    largest = values[0]
    smallest = values[0]
    for value in values {
      sum += Double(value)
      largest = max(largest, value)
      smallest = min(smallest, value)
    }
    mean = sum / Double(values.count)
    var squares = 0.0
    for value in values {
      let difference = Double(value) - mean
      squares += difference * difference
    }
    standardDeviation = (squares / Double(values.count)).squareRoot()
  }
}
