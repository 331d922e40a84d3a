/// Spearman's rank correlation (1904), from -1 to 1: how far two lists of numbers have the same order. O(n log n).
/// - Returns: 0 where all values of either side are equal.
/// - Precondition: Both are of one length.
public func rankCorrelation(_ a: [Float], _ b: [Float]) -> Double {
  precondition(a.count == b.count, "\(a.count) values beside \(b.count)")
  let mean = Double(a.count + 1) / 2
  let (xx, yy, xy) = centeredProducts(ranks(a), ranks(b), means: (mean, mean))
  return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
}

/// Ranks from 1; equal values have the mean of theirs.
func ranks<Value: Comparable>(_ values: [Value]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var last = first
    while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
    for i in first...last { ranks[order[i]] = Double(first + last) / 2 + 1 }
    first = last + 1
  }
  return ranks
}

/// The sums of (x - mean)^2, (y - mean)^2 and (x - mean)(y - mean), of which correlations are made.
/// - Precondition: `x` and `y` are of one length.
func centeredProducts(_ x: [Double], _ y: [Double], means: (x: Double, y: Double)) -> (xx: Double, yy: Double, xy: Double) {
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for i in x.indices {
    let (dx, dy) = (x[i] - means.x, y[i] - means.y)
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return (xx, yy, xy)
}
