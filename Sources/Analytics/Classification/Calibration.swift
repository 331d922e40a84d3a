/// Whether a model that says 0.9 is right nine times of ten: the reliability diagram and the expected calibration error
/// (Guo et al. 2017, On Calibration of Modern Neural Networks, equations 2 to 4).
public struct Calibration: Hashable, Codable, Sendable {
  public struct Bin: Hashable, Codable, Sendable {
    /// Probabilities of the prediction above `lower` and up to `upper`; the first bin takes 0, too.
    public let lower: Double
    public let upper: Double
    public let n: Int
    /// Mean probability of the prediction; nil in an empty bin.
    public let confidence: Double?
    /// Share of right predictions, with a 95 % interval (Wilson); nil in an empty bin.
    public let accuracy: Double?
    public let interval: Interval?
  }

  public let bins: [Bin]
  /// The mean over samples of |accuracy - confidence| of their bins; nil without samples.
  public let error: Double?

  /// Sorts outcomes into bins by the probability of the predicted class.
  /// - Parameter binCount: bins of equal width, 15 as in the paper.
  public init(_ outcomes: Outcomes, binCount: Int = 15) {
    let width = 1 / Double(binCount)
    let edges = (0...binCount).map { $0 == binCount ? 1 : Double($0) * width }
    var (counts, rights, sums) = (
      [Int](repeating: 0, count: binCount), [Int](repeating: 0, count: binCount), [Double](repeating: 0, count: binCount)
    )
    for i in 0..<outcomes.count {
      let confidence = outcomes.probability(i, of: outcomes.predictions[i])
      // Rounding may put it one off; the edges decide.
      var bin = min(binCount - 1, max(0, Int(confidence * Double(binCount))))
      while bin > 0, confidence <= edges[bin] { bin -= 1 }
      while bin < binCount - 1, confidence > edges[bin + 1] { bin += 1 }
      counts[bin] += 1
      rights[bin] += outcomes.predictions[i] == outcomes.labels[i] ? 1 : 0
      sums[bin] += confidence
    }
    bins = (0..<binCount).map { bin in
      let n = counts[bin]
      return Bin(
        lower: edges[bin], upper: edges[bin + 1], n: n, confidence: n == 0 ? nil : sums[bin] / Double(n),
        accuracy: n == 0 ? nil : Double(rights[bin]) / Double(n), interval: .wilson(successes: rights[bin], of: n))
    }
    error =
      outcomes.count == 0
      ? nil : (0..<binCount).reduce(0) { $0 + abs(Double(rights[$1]) - sums[$1]) } / Double(outcomes.count)
  }
}
