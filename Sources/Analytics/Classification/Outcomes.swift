import Core

/// What a classifier said of labeled samples, and what is true: all that metrics and losses look at.
public struct Outcomes: Sendable {
  public let classes: Int
  /// The true class of each sample.
  public let labels: [Int]
  /// The class with the largest logit of each sample; the first of equals.
  public let predictions: [Int]
  /// Probabilities `[count, classes]`, row after row: softmax of the logits in float64.
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
      let softmax = Softmax(of: logits[start..<start + classes].lazy.map(Double.init), appendingTo: &probabilities)
      // The largest adds 1, so the sum is small only where a logit is NaN or infinite.
      guard softmax.sum.isFinite, softmax.sum >= 1 else { throw Self.fault("row \(row) has a logit that is no finite number") }
      truths.append(truth)
      predictions.append(softmax.best)
      logs.append(softmax.logProbability(of: Double(logits[start + truth])))
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
