/// Precision, recall and F1 of a class against the rest, with scikit-learn's `zero_division=0`: 0 where a denominator is 0.
public struct ClassScores: Hashable, Codable, Sendable {
  public let precision: Double
  public let recall: Double
  public let f1: Double
  /// Samples of the class.
  public let support: Int

  init(right: Int, predicted: Int, support: Int) {
    precision = predicted == 0 ? 0 : Double(right) / Double(predicted)
    recall = support == 0 ? 0 : Double(right) / Double(support)
    f1 = predicted + support == 0 ? 0 : 2 * Double(right) / Double(predicted + support)
    self.support = support
  }
}

extension ConfusionMatrix {
  public func scores(of class: Int) -> ClassScores {
    ClassScores(right: self[truth: `class`, predicted: `class`], predicted: predicted(`class`), support: support(`class`))
  }

  /// All classes as one: for one label a sample, each of the three is the accuracy.
  public var microScores: ClassScores { ClassScores(right: right, predicted: total, support: total) }

  /// The mean of a score over the classes that occur as label or as prediction, as scikit-learn has it; nil without samples.
  public func macro(_ score: (ClassScores) -> Double) -> Double? {
    average((0..<classes).filter { support($0) + predicted($0) > 0 }.map { score(scores(of: $0)) })
  }

  /// The mean recall of the classes that have samples; nil without samples.
  public var balancedAccuracy: Double? {
    average((0..<classes).filter { support($0) > 0 }.map { scores(of: $0).recall })
  }
}

/// The mean; nil without values.
func average(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
