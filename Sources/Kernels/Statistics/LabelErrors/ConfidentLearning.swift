/// Which labels a classifier disagrees with, class by class measured against its own confidence.
///
/// Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels" (2021).
public struct ConfidentLearning: Sendable {
  /// Classes of the labels.
  public let classes: Int
  /// `[classes]`: mean probability of the class over the samples that are labeled so (equation 2); 1 for a class without samples,
  /// which none then reaches.
  public let thresholds: [Double]
  /// `[classes, classes]`: samples labeled i that confidently belong to j (equation 1).
  public let joint: [Int]

  /// - Parameters:
  ///   - probabilities: `[n, classes]`, of a model that has not seen the sample.
  ///   - labels: `[n]`
  public init(_ probabilities: [Float], labels: [Int], classes: Int) {
    self.classes = classes
    var sums = [Double](repeating: 0, count: classes), counts = [Int](repeating: 0, count: classes)
    for (i, label) in labels.enumerated() {
      sums[label] += Double(probabilities[i * classes + label])
      counts[label] += 1
    }
    thresholds = (0..<classes).map { counts[$0] == 0 ? 1 : max(1e-6, sums[$0] / Double(counts[$0])) }
    var joint = [Int](repeating: 0, count: classes * classes)
    for (i, label) in labels.enumerated() {
      var best: Int?
      for c in 0..<classes where counts[c] > 0 && Double(probabilities[i * classes + c]) >= thresholds[c] {
        if best.map({ probabilities[i * classes + c] > probabilities[i * classes + $0] }) ?? true { best = c }
      }
      if let best { joint[label * classes + best] += 1 }
    }
    self.joint = joint
  }

  /// Samples off the joint's diagonal.
  public var disagreements: Int {
    (0..<classes).reduce(0) { sum, i in
      sum + (0..<classes).reduce(0) { $0 + ($1 == i ? 0 : joint[i * classes + $1]) }
    }
  }

  /// The other class that fits a sample best, and how much better the label fits: the difference of log(p / threshold), held
  /// within 16.
  public func margin(_ probabilities: UnsafePointer<Float>, label: Int) -> (other: Int, margin: Double) {
    func fit(_ c: Int) -> Double { logarithm(max(1e-12, Double(probabilities[c])) / thresholds[c]) }
    var (other, best) = (label == 0 ? 1 : 0, -Double.infinity)
    for c in 0..<classes where c != label && fit(c) > best { (other, best) = (c, fit(c)) }
    return (other, max(-16, min(16, fit(label) - best)))
  }
}
