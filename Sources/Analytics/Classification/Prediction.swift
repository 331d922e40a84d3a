import Glibc

/// What a model says of one sample, from its logits.
public struct Prediction: Sendable {
  /// The class with the largest logit; the first of equals.
  public let predicted: Int
  /// Probabilities `[classes]`: softmax of the logits.
  public let probabilities: [Double]
  /// Cross-entropy against the label, in nats; nil without a label.
  public let loss: Double?
  /// -sum p log p, in nats.
  public let entropy: Double
  /// Largest minus second-largest probability.
  public let margin: Double
  /// Number of classes with a larger logit than the label's, 0 when right; nil without a label.
  public let rankOfTruth: Int?

  /// - Parameters:
  ///   - logits: One value a class, at least one.
  ///   - label: The true class; what is no class, such as -1, counts as none.
  public init(logits: some RandomAccessCollection<Float>, label: Int64) {
    let values = logits.map(Double.init)
    var probabilities: [Double] = []
    probabilities.reserveCapacity(values.count)
    let softmax = Softmax(of: values, appendingTo: &probabilities)
    predicted = softmax.best
    entropy = zip(values, probabilities).reduce(0) { $0 - $1.1 * softmax.logProbability(of: $1.0) }
    let sorted = probabilities.sorted(by: >)
    margin = sorted.count > 1 ? sorted[0] - sorted[1] : 1
    self.probabilities = probabilities
    guard let truth = Int(exactly: label), values.indices.contains(truth) else {
      loss = nil
      rankOfTruth = nil
      return
    }
    loss = -softmax.logProbability(of: values[truth])
    rankOfTruth = values.count { $0 > values[truth] }
  }
}

/// The softmax of one row of logits, in float64: the arithmetic of every probability and loss of the host, on which stored
/// columns depend to the last bit.
struct Softmax {
  /// The position of the largest logit; the first of equals.
  let best: Int
  /// The largest logit.
  let largest: Double
  /// The sum of exp(logit - largest): at least 1 and finite, unless a logit is NaN or infinite.
  let sum: Double
  private let logSum: Double

  /// Appends one probability a logit.
  init(of logits: some RandomAccessCollection<Double>, appendingTo probabilities: inout [Double]) {
    var (best, largest, position) = (0, logits.first ?? 0, 0)
    for logit in logits {
      if logit > largest { (best, largest) = (position, logit) }
      position += 1
    }
    let start = probabilities.count
    var sum = 0.0
    for logit in logits {
      let power = exp(logit - largest)
      probabilities.append(power)
      sum += power
    }
    for i in start..<probabilities.count { probabilities[i] /= sum }
    (self.best, self.largest, self.sum, logSum) = (best, largest, sum, log(sum))
  }

  /// The natural logarithm of the probability of a class with this logit, which keeps its digits where the probability
  /// underflows.
  func logProbability(of logit: Double) -> Double { logit - largest - logSum }
}
