import Glibc

/// How wrong the probabilities of a sample are. Lower is better; all take the truth as 1 for the true class and 0 for the others.
public enum Loss: Hashable, Sendable {
  /// -log p of the true class, in nats.
  case categoricalCrossEntropy
  /// The mean over classes of -(t log p + (1 - t) log(1 - p)), in nats.
  case binaryCrossEntropy
  /// The mean over classes of (t - p)^2.
  case meanSquaredError
  /// The mean over classes of |t - p|.
  case meanAbsoluteError
  /// -(1 - p)^gamma log p of the true class, in nats (Lin et al. 2017, Focal Loss for Dense Object Detection, equation 4).
  case focal(gamma: Double)

  /// One value a sample of `outcomes`.
  public func values(of outcomes: Outcomes) -> [Double] {
    let classes = outcomes.classes
    func mean(_ term: (_ p: Double, _ t: Double) -> Double) -> [Double] {
      (0..<outcomes.count).map { i in
        var sum = 0.0
        for c in 0..<classes { sum += term(outcomes.probability(i, of: c), outcomes.labels[i] == c ? 1 : 0) }
        return sum / Double(classes)
      }
    }
    return switch self {
    case .categoricalCrossEntropy: outcomes.logProbabilities.map { -$0 }
    case .binaryCrossEntropy: mean(Self.crossEntropy)
    case .meanSquaredError: mean { ($0 - $1) * ($0 - $1) }
    case .meanAbsoluteError: mean { abs($0 - $1) }
    // 1 - exp(log p) without loss of digits where p is near 1.
    case .focal(let gamma): outcomes.logProbabilities.map { -pow(-expm1($0), gamma) * $0 }
    }
  }

  /// One value a row of two columns; nil where either value is missing.
  /// - Parameters:
  ///   - predictions: probabilities for the cross-entropies and the focal loss, any numbers for the errors
  ///   - truths: 0 or 1, or, for the binary cross-entropy, a probability
  /// - Precondition: both are of one length.
  public func values(predictions: [Double?], truths: [Double?]) -> [Double?] {
    precondition(predictions.count == truths.count, "\(predictions.count) predictions for \(truths.count) truths")
    return predictions.indices.map { row in
      guard let p = predictions[row], let t = truths[row] else { return nil }
      return switch self {
      case .categoricalCrossEntropy, .binaryCrossEntropy: Self.crossEntropy(p, t)
      case .meanSquaredError: (p - t) * (p - t)
      case .meanAbsoluteError: abs(p - t)
      case .focal(let gamma): pow(abs(t - p), gamma) * Self.crossEntropy(p, t)
      }
    }
  }

  /// Probabilities are kept 2^-52 away from 0 and 1, so that the loss is finite.
  private static func crossEntropy(_ p: Double, _ t: Double) -> Double {
    let p = min(max(p, .ulpOfOne), 1 - .ulpOfOne)
    return -(t * log(p) + (1 - t) * log1p(-p))
  }
}
