import Core
import Glibc

/// What a classifier said of labeled samples, and what is true: all that metrics and losses look at.
public struct Outcomes: Sendable {
  public let classes: Int
  /// The true class of each sample.
  public let labels: [Int]
  /// The class with the largest logit of each sample; the first of equals.
  public let predictions: [Int]
  /// `[count, classes]`, row after row: softmax of the logits in float64.
  public let probabilities: [Double]
  /// Natural logarithm of the true class's probability, which keeps its digits where the probability underflows.
  public let logProbabilities: [Double]

  public var count: Int { labels.count }

  /// Takes the rows that have a label and are in `mask`. O(rows x classes).
  /// - Parameters:
  ///   - logits: `[rows, classes]`, row after row
  ///   - labels: one a row; nil where there is none
  ///   - mask: nil for all rows
  /// - Throws: `LeapError` when a shape, a label or a logit cannot be.
  public init(logits: [Float], classes: Int, labels: [Int64?], mask: RowMask? = nil) throws {
    guard classes > 0, logits.count == labels.count * classes, mask.map({ $0.flags.count == labels.count }) ?? true else {
      throw Self.fault("\(labels.count) labels do not fit \(logits.count) logits of \(classes) classes")
    }
    var (truths, predictions, probabilities, logs) = ([Int](), [Int](), [Double](), [Double]())
    truths.reserveCapacity(labels.count)
    probabilities.reserveCapacity(logits.count)
    for row in labels.indices where mask?.flags[row] ?? true {
      guard let label = labels[row] else { continue }
      guard let truth = Int(exactly: label), (0..<classes).contains(truth) else {
        throw Self.fault("row \(row) has label \(label), and there are \(classes) classes")
      }
      let start = row * classes
      var best = 0
      for c in 1..<max(1, classes) where logits[start + c] > logits[start + best] { best = c }
      let largest = Double(logits[start + best])
      var sum = 0.0
      for c in 0..<classes {
        let power = exp(Double(logits[start + c]) - largest)
        probabilities.append(power)
        sum += power
      }
      // The largest adds 1, so the sum is small only where a logit is NaN or infinite.
      guard sum.isFinite, sum >= 1 else { throw Self.fault("row \(row) has a logit that is no finite number") }
      for i in probabilities.count - classes..<probabilities.count { probabilities[i] /= sum }
      truths.append(truth)
      predictions.append(best)
      logs.append(Double(logits[start + truth]) - largest - log(sum))
    }
    self.classes = classes
    self.labels = truths
    self.predictions = predictions
    self.probabilities = probabilities
    logProbabilities = logs
  }

  /// - Precondition: all go together.
  init(classes: Int, labels: [Int], predictions: [Int], probabilities: [Double], logProbabilities: [Double]) {
    self.classes = classes
    self.labels = labels
    self.predictions = predictions
    self.probabilities = probabilities
    self.logProbabilities = logProbabilities
  }

  func probability(_ sample: Int, of class: Int) -> Double { probabilities[sample * classes + `class`] }

  private static func fault(_ problem: String) -> LeapError {
    LeapError(.data, doing: "reading predictions", problem: problem, remedy: "run again: leap-host run")
  }
}
