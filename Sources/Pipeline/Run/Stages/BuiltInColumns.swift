import Analytics
import Core
import PluginHost
import ProjectConfiguration

/// The columns that every run has, from logits and labels.
struct BuiltInColumns {
  private var label: [Int64?] = []
  private var prediction: [Int64?] = []
  private var correct: [Bool?] = []
  private var probability: [Double?] = []
  private var truthProbability: [Double?] = []
  private var loss: [Double?] = []
  private var entropy: [Double?] = []
  private var margin: [Double?] = []
  private var truthRank: [Int64?] = []

  /// The loss that the host computes; nil where another column is the loss.
  private let lossKind: Loss?

  init(loss: LossPlan = .standard) { lossKind = Loss(loss) }

  static let label = "label"
  static let prediction = "prediction"
  static let loss = "loss"

  var count: Int { prediction.count }

  /// - Parameters:
  ///   - logits: `[n, classes]`
  ///   - labels: `[n]`, -1 where there is none; nil when unlabeled
  /// - Throws: `LeapError` when a logit is no finite number, where the loss cannot do without.
  mutating func append(logits: Tensor, labels: Tensor?) throws {
    let classes = logits.rowSize
    let values = logits.floats
    let truths = labels?.int64s
    let first = prediction.count
    for row in 0..<logits.shape[0] {
      let truth = truths?[row] ?? -1
      let output = Prediction(logits: values[row * classes..<(row + 1) * classes], label: truth)
      let known = output.rankOfTruth != nil
      label.append(known ? truth : nil)
      prediction.append(Int64(output.predicted))
      correct.append(known ? Int64(output.predicted) == truth : nil)
      probability.append(output.probabilities[output.predicted])
      truthProbability.append(known ? output.probabilities[Int(truth)] : nil)
      loss.append(lossKind == .categoricalCrossEntropy ? output.loss : nil)
      entropy.append(output.entropy)
      margin.append(output.margin)
      truthRank.append(output.rankOfTruth.map(Int64.init))
    }
    guard let lossKind, lossKind != .categoricalCrossEntropy else { return }
    let outcomes = try Outcomes(logits: values, classes: classes, labels: Array(label[first...]))
    for (row, value) in zip((first..<label.count).filter { label[$0] != nil }, lossKind.values(of: outcomes)) {
      loss[row] = value
    }
  }

  /// Accuracy and mean loss, where there is a loss, of the rows that have a label; nil where none has.
  func summary(rows: Range<Int>) -> (accuracy: Double, loss: Double?)? {
    let known = correct[rows].count { $0 != nil }
    guard known > 0 else { return nil }
    let losses = loss[rows].compactMap { $0 }
    let right = correct[rows].count { $0 == true }
    return (Double(right) / Double(known), losses.isEmpty ? nil : losses.reduce(0, +) / Double(losses.count))
  }

  typealias Column = (info: ColumnInfo, values: ColumnValues)

  static func column(
    _ name: String, _ values: ColumnValues, _ summary: String, _ direction: ColumnInfo.Direction = .none
  ) -> Column {
    (ColumnInfo(name: name, kind: values.kind, direction: direction, summary: summary, source: "leap"), values)
  }

  /// All columns of the host; `loss` is not among them where another column is to be it.
  var all: [Column] {
    let lossColumn = lossKind.map { [Self.column(Self.loss, .float64(loss), $0.summary, .down)] } ?? []
    return [
      Self.column(Self.label, .int64(label), "the true class"),
      Self.column(Self.prediction, .int64(prediction), "the class with the largest logit"),
      Self.column("correct", .bool(correct), "whether the prediction is the true class", .up),
      Self.column("probability", .float64(probability), "probability of the prediction"),
      Self.column("probability_of_truth", .float64(truthProbability), "probability of the true class", .up),
    ] + lossColumn + [
      Self.column("entropy", .float64(entropy), "entropy of the probabilities, in nats"),
      Self.column("margin", .float64(margin), "largest minus second-largest probability"),
      Self.column("rank_of_truth", .int64(truthRank), "classes with a larger logit than the true one", .down),
    ]
  }
}
