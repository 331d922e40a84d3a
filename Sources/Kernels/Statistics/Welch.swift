/// Count, mean and sum of squared deviations of some values; parts add up (Chan, Golub, LeVeque 1979).
public struct Spread: Equatable, Sendable {
  /// How many values were added.
  public private(set) var count = 0
  /// Their mean, 0 where there are none.
  public private(set) var mean = 0.0
  private var squares = 0.0

  /// The spread of no values.
  public init() {}

  /// Adds one value (Welford 1962).
  public mutating func add(_ value: Double) {
    count += 1
    let difference = value - mean
    mean += difference / Double(count)
    squares += difference * (value - mean)
  }

  /// Adds all values of another spread (Chan, Golub, LeVeque 1983).
  public mutating func add(_ other: Spread) {
    guard other.count > 0 else { return }
    let all = count + other.count
    let difference = other.mean - mean
    squares += other.squares + difference * difference * Double(count) / Double(all) * Double(other.count)
    mean += difference * Double(other.count) / Double(all)
    count = all
  }

  /// What is left of `self` when `part` of it is taken away.
  public func without(_ part: Spread) -> Spread {
    var rest = Spread()
    rest.count = count - part.count
    guard rest.count > 0 else { return rest }
    rest.mean = (mean * Double(count) - part.mean * Double(part.count)) / Double(rest.count)
    let difference = part.mean - rest.mean
    rest.squares = squares - part.squares - difference * difference * Double(part.count) / Double(count) * Double(rest.count)
    rest.squares = max(0, rest.squares)
    return rest
  }

  /// The sum of all values.
  public var sum: Double { mean * Double(count) }
  /// Unbiased; 0 for fewer than two values.
  public var variance: Double { count < 2 ? 0 : squares / Double(count - 1) }
  /// The squared standard error of the mean.
  var squaredError: Double { count == 0 ? 0 : variance / Double(count) }
}

/// Whether a sum of means differs from zero more than chance explains.
///
/// Welch, "The generalization of Student's problem when several different population variances are involved" (1947).
public enum Welch {
  /// One-sided test that `larger` has the larger mean: t and P(T >= t). Two values each are the least; fewer give 1.
  public static func test(_ larger: Spread, over smaller: Spread) -> (t: Double, p: Double) {
    test(plus: [larger], minus: [smaller])
  }

  /// One-sided test that the means of `plus` add up to more than those of `minus`.
  public static func test(plus: [Spread], minus: [Spread]) -> (t: Double, p: Double) {
    let all = plus + minus
    guard all.allSatisfy({ $0.count >= 2 }) else { return (0, 1) }
    let difference = plus.reduce(0) { $0 + $1.mean } - minus.reduce(0) { $0 + $1.mean }
    let error = all.reduce(0) { $0 + $1.squaredError }
    guard error > 0 else { return difference > 0 ? (.infinity, 0) : (0, 1) }
    let t = difference / error.squareRoot()
    let freedom = error * error / all.reduce(0) { $0 + $1.squaredError * $1.squaredError / Double($1.count - 1) }
    return (t, Tails.student(t, freedom: freedom))
  }
}
