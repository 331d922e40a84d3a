import Foundation

/// What a model says of one sample, from its logits.
public struct Prediction: Sendable {
  /// The class with the largest logit; the first of equals.
  public let predicted: Int
  /// Softmax of the logits.
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
  ///   - logits: one value a class, at least one.
  ///   - label: -1 where there is none.
  public init(logits: some RandomAccessCollection<Float>, label: Int64) {
    let values = logits.map(Double.init)
    let largest = values.max() ?? 0
    predicted = values.firstIndex(of: largest) ?? 0
    let exponentials = values.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    probabilities = exponentials.map { $0 / sum }
    // log p = (z - max) - log sum, which keeps its digits where p underflows.
    let logSum = log(sum)
    entropy = zip(values, probabilities).reduce(0) { $0 - $1.1 * ($1.0 - largest - logSum) }
    let sorted = probabilities.sorted(by: >)
    margin = sorted.count > 1 ? sorted[0] - sorted[1] : 1
    guard let truth = Int(exactly: label), values.indices.contains(truth) else {
      loss = nil
      rankOfTruth = nil
      return
    }
    loss = -(values[truth] - largest - logSum)
    rankOfTruth = values.count { $0 > values[truth] }
  }
}
