import Core

/// One number that says how good predictions are, found by its name.
///
/// Cases that are not defined are settled as scikit-learn does: a ratio with denominator 0 is 0; macro means run over the classes
/// that occur as label or prediction, balanced accuracy over those that have samples; the AUC of a class without samples, or
/// without others, and any mean over such a class, has no value, while its average precision is 0. Nothing has a value without
/// samples.
public enum Metric: Hashable, Sendable {
  /// The classes that a figure is taken over.
  public enum Scope: Hashable, Sendable {
    /// The mean over classes.
    case macro
    /// All classes as one.
    case micro
    /// A class against the rest.
    case one(Int)
  }

  case accuracy
  case balancedAccuracy
  case topAccuracy(Int)
  case precision(Scope)
  case recall(Scope)
  case f1(Scope)
  /// The area under the ROC curve, one class against the rest. Not micro.
  case areaUnderROC(Scope)
  /// Average precision over a scope, which cannot be micro.
  case averagePrecision(Scope)
  /// Expected, in 15 bins.
  case calibrationError
  case logLoss
  /// The mean of a loss over samples.
  case mean(Loss)

  /// What people look at first.
  public static let usual: [Metric] = [
    .accuracy, .balancedAccuracy, .f1(.macro), .areaUnderROC(.macro), .averagePrecision(.macro), .calibrationError, .logLoss,
  ]

  /// The metric over these outcomes; nil where it is not defined, such as for no samples.
  public func value(of outcomes: Outcomes) -> Double? {
    guard outcomes.count > 0 else { return nil }
    let confusion = ConfusionMatrix(outcomes)
    func score(_ scope: Scope, _ score: (ClassScores) -> Double) -> Double? {
      switch scope {
      case .macro: confusion.macro(score)
      case .micro: score(confusion.microScores)
      case .one(let c): c < outcomes.classes ? score(confusion.scores(of: c)) : nil
      }
    }
    func curve(_ scope: Scope, _ area: (ThresholdCurve) -> Double?) -> Double? {
      if case .one(let c) = scope { return c < outcomes.classes ? area(ThresholdCurve(outcomes, class: c)) : nil }
      var sum = 0.0
      for c in 0..<outcomes.classes {
        guard let value = area(ThresholdCurve(outcomes, class: c)) else { return nil }
        sum += value
      }
      return sum / Double(outcomes.classes)
    }
    return switch self {
    case .accuracy: Double(confusion.right) / Double(outcomes.count)
    case .balancedAccuracy: confusion.balancedAccuracy
    case .topAccuracy(let k): outcomes.topAccuracy(k)
    case .precision(let scope): score(scope, \.precision)
    case .recall(let scope): score(scope, \.recall)
    case .f1(let scope): score(scope, \.f1)
    case .areaUnderROC(let scope): curve(scope, \.areaUnderROC)
    case .averagePrecision(let scope): curve(scope, \.averagePrecision)
    case .calibrationError: Calibration(outcomes).error
    case .logLoss: outcomes.logLoss
    case .mean(let loss): average(loss.values(of: outcomes))
    }
  }

  /// Which way is better.
  public var direction: ColumnInfo.Direction {
    switch self {
    case .accuracy, .balancedAccuracy, .topAccuracy, .precision, .recall, .f1, .areaUnderROC, .averagePrecision: .up
    case .calibrationError, .logLoss, .mean: .down
    }
  }
}
