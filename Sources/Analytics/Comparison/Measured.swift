/// A figure of some samples that can be taken again of any choice of them.
public enum Measured: Sendable {
  case metric(Metric, Outcomes)
  /// How many of the samples it is true of.
  case share([Bool])
  /// The mean of one value a sample.
  case mean([Double])

  /// Metrics that are means are taken as such, which is fast.
  public init(_ metric: Metric, _ outcomes: Outcomes) {
    switch metric {
    case .accuracy: self = .share(outcomes.rights)
    case .mean(let loss): self = .mean(loss.values(of: outcomes))
    default: self = .metric(metric, outcomes)
    }
  }

  public var count: Int {
    switch self {
    case .metric(_, let outcomes): outcomes.count
    case .share(let flags): flags.count
    case .mean(let values): values.count
    }
  }

  /// The figure; nil where it is not defined, such as for no samples.
  public var value: Double? {
    switch self {
    case .metric(let metric, let outcomes): metric.value(of: outcomes)
    case .share(let flags): flags.isEmpty ? nil : Double(flags.count { $0 }) / Double(flags.count)
    case .mean(let values): average(values)
    }
  }

  /// The figure of some samples, of which any may be there several times.
  /// - Precondition: all are below `count`.
  func value(of rows: [Int]) -> Double? {
    switch self {
    case .metric(let metric, let outcomes): return metric.value(of: outcomes.rows(rows))
    case .share(let flags): return rows.isEmpty ? nil : Double(rows.count { flags[$0] }) / Double(rows.count)
    case .mean(let values):
      guard !rows.isEmpty else { return nil }
      var sum = 0.0
      for row in rows { sum += values[row] }
      return sum / Double(rows.count)
    }
  }
}

extension Outcomes {
  /// Whether each sample is predicted right.
  public var rights: [Bool] { zip(labels, predictions).map { $0 == $1 } }

  /// Some of the samples, of which any may be there several times.
  func rows(_ rows: [Int]) -> Outcomes {
    var probabilities: [Double] = []
    probabilities.reserveCapacity(rows.count * classes)
    for row in rows { probabilities += self.probabilities[row * classes..<(row + 1) * classes] }
    return Outcomes(
      classes: classes, labels: rows.map { labels[$0] }, predictions: rows.map { predictions[$0] }, probabilities: probabilities,
      logProbabilities: rows.map { logProbabilities[$0] })
  }
}
