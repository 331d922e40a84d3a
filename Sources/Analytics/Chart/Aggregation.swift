/// The figure of a group and how sure it is.
///
/// | aggregate | 95 % interval |
/// |---|---|
/// | mean of a bool (a share) | Wilson |
/// | mean | Student's t |
/// | median, quantile | order statistics, exact |
/// | std | fourth moment, for large n |
/// | min, max, count | none: they are what they are |
extension ChartQuery.Aggregate {
  /// - Parameter values: of one group, none of them NaN
  /// - Returns: nil value for no values, for the std of one, and for what is larger than any number.
  func figure(of values: ArraySlice<Double>, areShares: Bool) -> (value: Double?, interval: Interval?) {
    let (value, interval) = unbounded(values, areShares)
    return (
      value.flatMap { $0.isFinite ? $0 : nil }, interval.flatMap { $0.lower.isFinite && $0.upper.isFinite ? $0 : nil }
    )
  }

  private func unbounded(_ values: ArraySlice<Double>, _ areShares: Bool) -> (value: Double?, interval: Interval?) {
    guard !values.isEmpty else { return (self == .count ? 0 : nil, nil) }
    switch self {
    case .count: return (Double(values.count), nil)
    case .min: return (values.min(), nil)
    case .max: return (values.max(), nil)
    case .mean:
      let moments = Moments(values)
      guard areShares else { return (moments.mean, .mean(moments)) }
      return (moments.mean, .wilson(successes: values.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }, of: values.count))
    case .std:
      let moments = Moments(values)
      return moments.n > 1 ? (moments.deviation, .deviation(moments)) : (nil, nil)
    case .median: return quantileFigure(0.5, values)
    case .quantile(let share): return quantileFigure(share, values)
    }
  }

  private func quantileFigure(_ share: Double, _ values: ArraySlice<Double>) -> (value: Double?, interval: Interval?) {
    let sorted = sortedAscending(Array(values))[...]
    return (quantileValue(share, sorted: sorted), .quantile(share, sorted: sorted))
  }
}
