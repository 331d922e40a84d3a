/// How a class's probability tells its samples from the rest, at every threshold: behind ROC, precision-recall, AUC and average
/// precision.
///
/// Definitions are scikit-learn's (`roc_curve`, `precision_recall_curve`, `roc_auc_score`, `average_precision_score`).
public struct ThresholdCurve: Sendable {
  /// Distinct probabilities, from the largest. Samples at or above are taken for the class.
  public let thresholds: [Double]
  public let truePositives: [Int]
  public let falsePositives: [Int]
  public let positives: Int
  public let negatives: Int

  /// O(n log n).
  public init(_ outcomes: Outcomes, class: Int) {
    var (scores, others) = ([Double](), [Double]())
    for i in 0..<outcomes.count {
      if outcomes.labels[i] == `class` {
        scores.append(outcomes.probability(i, of: `class`))
      } else {
        others.append(outcomes.probability(i, of: `class`))
      }
    }
    self.init(positives: scores, negatives: others)
  }

  /// - Parameters: scores of either group, in any order, none of them NaN or below 0.
  init(positives scores: [Double], negatives others: [Double]) {
    let (scores, others) = (sortedAscending(scores), sortedAscending(others))
    var (thresholds, truePositives, falsePositives) = ([Double](), [Int](), [Int]())
    var (p, n) = (scores.count - 1, others.count - 1)
    while p >= 0 || n >= 0 {
      let threshold = max(p >= 0 ? scores[p] : -1, n >= 0 ? others[n] : -1)
      while p >= 0, scores[p] == threshold { p -= 1 }
      while n >= 0, others[n] == threshold { n -= 1 }
      thresholds.append(threshold)
      truePositives.append(scores.count - 1 - p)
      falsePositives.append(others.count - 1 - n)
    }
    self.thresholds = thresholds
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    positives = scores.count
    negatives = others.count
  }

  /// The area under the ROC curve, by trapezoids; nil without samples of the class or without others.
  public var areaUnderROC: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var (twice, before) = (0, (tp: 0, fp: 0))
    for i in thresholds.indices {
      twice += (falsePositives[i] - before.fp) * (truePositives[i] + before.tp)
      before = (truePositives[i], falsePositives[i])
    }
    return Double(twice) / 2 / Double(positives) / Double(negatives)
  }

  /// The sum over thresholds of precision times the gain in recall, without interpolation. 0 where the class has no samples, as
  /// in scikit-learn; nil without any samples.
  public var averagePrecision: Double? {
    guard !thresholds.isEmpty else { return nil }
    guard positives > 0 else { return 0 }
    var (sum, before) = (0.0, 0)
    for i in thresholds.indices where truePositives[i] > before {
      sum += Double(truePositives[i] - before) * Double(truePositives[i]) / Double(truePositives[i] + falsePositives[i])
      before = truePositives[i]
    }
    return sum / Double(positives)
  }

  public struct ROCPoint: Hashable, Codable, Sendable {
    /// The score from which on samples are taken for the class; nil at the start, where nothing is.
    public let threshold: Double?
    public let falsePositiveRate: Double
    public let truePositiveRate: Double
  }

  /// The ROC curve from (0, 0) to (1, 1), without points on a straight line between their neighbors; empty where the area is nil.
  public var roc: [ROCPoint] {
    guard positives > 0, negatives > 0 else { return [] }
    var points = [ROCPoint(threshold: nil, falsePositiveRate: 0, truePositiveRate: 0)]
    for i in thresholds.indices {
      let isCorner =
        i == 0 || i == thresholds.count - 1
        || truePositives[i + 1] - truePositives[i] != truePositives[i] - truePositives[i - 1]
        || falsePositives[i + 1] - falsePositives[i] != falsePositives[i] - falsePositives[i - 1]
      guard isCorner else { continue }
      points.append(
        ROCPoint(
          threshold: thresholds[i], falsePositiveRate: Double(falsePositives[i]) / Double(negatives),
          truePositiveRate: Double(truePositives[i]) / Double(positives)))
    }
    return points
  }

  public struct PrecisionRecallPoint: Hashable, Codable, Sendable {
    public let threshold: Double
    public let precision: Double
    public let recall: Double
  }

  /// Precision over recall from the largest threshold, where recall is least, to the smallest; recall is 1 throughout where the
  /// class has no samples.
  public var precisionRecall: [PrecisionRecallPoint] {
    thresholds.indices.map { i in
      PrecisionRecallPoint(
        threshold: thresholds[i], precision: Double(truePositives[i]) / Double(truePositives[i] + falsePositives[i]),
        recall: positives == 0 ? 1 : Double(truePositives[i]) / Double(positives))
    }
  }
}
