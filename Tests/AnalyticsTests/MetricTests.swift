import Core
@testable import Analytics
import Testing

@Suite struct MetricTests {
  /// Logits at random, of whole numbers so that many are equal; a fifth without a label.
  static func random(_ seed: UInt64, rows: Int, classes: Int) throws -> Outcomes {
    var random = SeededRandom(seed: seed)
    let logits = (0..<rows * classes).map { _ in Float(random.below(5)) }
    let labels = (0..<rows).map { _ in random.below(5) == 0 ? nil : Int64(random.below(classes)) }
    return try Outcomes(logits: logits, classes: classes, labels: labels)
  }

  /// The area is the chance that a sample of the class scores above another, a tie counting half (Mann and Whitney).
  @Test(arguments: [2, 3, 17, 250])
  func areaIsTheChanceToRankRight(_ rows: Int) throws {
    let outcomes = try Self.random(UInt64(rows), rows: rows, classes: 3)
    for c in 0..<3 {
      var (wins, pairs) = (0.0, 0.0)
      for i in 0..<outcomes.count where outcomes.labels[i] == c {
        for j in 0..<outcomes.count where outcomes.labels[j] != c {
          let (p, q) = (outcomes.probability(i, of: c), outcomes.probability(j, of: c))
          wins += p > q ? 1 : p == q ? 0.5 : 0
          pairs += 1
        }
      }
      #expect(agree(ThresholdCurve(outcomes, class: c).areaUnderROC, pairs == 0 ? nil : wins / pairs))
    }
  }

  @Test func nothingHasAValueWithoutSamples() throws {
    let none = try Outcomes(logits: [1, 2], classes: 2, labels: [nil])
    #expect(none.count == 0)
    for name in Metric.names { #expect(try Metric(named: name).value(of: none) == nil, "\(name)") }
    #expect(Calibration(none).bins.allSatisfy { $0.n == 0 && $0.accuracy == nil && $0.interval == nil })
    #expect(ThresholdCurve(none, class: 0).roc.isEmpty && ThresholdCurve(none, class: 0).precisionRecall.isEmpty)
  }

  @Test func maskTakesRows() throws {
    let logits: [Float] = [2, 1, 0, 3, 5, 1, 4, 4], labels: [Int64?] = [0, 0, 1, nil]
    let all = try Outcomes(logits: logits, classes: 2, labels: labels)
    #expect(all.labels == [0, 0, 1] && all.predictions == [0, 1, 0])
    let some = try Outcomes(logits: logits, classes: 2, labels: labels, mask: RowMask([true, false, false, true]))
    #expect(some.labels == [0] && Metric.accuracy.value(of: some) == 1)
    #expect(some.probabilities == Array(all.probabilities[..<2]))
  }

  @Test func keepsDigitsWhereProbabilitiesUnderflow() throws {
    let outcomes = try Outcomes(logits: [0, 2000, -.infinity, 0], classes: 2, labels: [0, 1])
    #expect(outcomes.logProbabilities == [-2000, 0] && outcomes.probabilities == [0, 1, 0, 1])
    #expect(Loss.categoricalCrossEntropy.values(of: outcomes) == [2000, 0])
    #expect(Loss.focal(gamma: 2).values(of: outcomes) == [2000, 0])
    #expect(Loss.binaryCrossEntropy.values(of: outcomes).allSatisfy { $0.isFinite })
    #expect(agree(Metric.logLoss.value(of: outcomes), 26 * 0.6931471805599453))
  }

  @Test func refusesWhatCannotBe() {
    for (logits, labels) in [
      ([Float](), [Int64?(0)]), ([1, 2, 3], [0]), ([1, 2], [2]), ([1, 2], [-1]), ([1, .nan], [0]), ([.nan, 1], [0]),
      ([.infinity, 0], [0]),
      ([-.infinity, -.infinity], [0]),
    ] {
      #expect(throws: LeapError.self) { try Outcomes(logits: logits, classes: 2, labels: labels) }
    }
    #expect(throws: LeapError.self) { try Outcomes(logits: [], classes: 0, labels: []) }
    #expect(throws: LeapError.self) { try Outcomes(logits: [1, 2], classes: 2, labels: [0], mask: RowMask([])) }
  }

  @Test func namesReadAsTheyAreWritten() throws {
    for name in Metric.names + ["top-1-accuracy", "f1-class-17", "auc-class-3"] { #expect(try Metric(named: name).name == name) }
    #expect(Set(Metric.names).count == Metric.names.count)
    #expect(try Metric(named: "f1-macro").direction == .up && Metric(named: "log-loss").direction == .down)
    #expect(try Metric(named: "auc-class-99").value(of: Self.random(1, rows: 9, classes: 3)) == nil)
  }

  @Test(arguments: [
    ("acuracy", "did you mean 'accuracy'?"), ("f1", "metrics are accuracy"), ("top-0-accuracy", "there is none"),
    ("top--accuracy", "there is none"),
    ("f1-class-x", "there is none"), ("f1-class--1", "there is none"), ("accuracy-class-1", "there is none"),
    ("", "there is none"),
    ("top-99999999999999999999-accuracy", "there is none"), ("F1-macro", "did you mean 'f1-macro'?"),
    ("top-accuracy", "there is none"),
  ])
  func refusesNames(_ name: String, _ words: String) {
    let error = #expect(throws: LeapError.self) { try Metric(named: name) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func lossesOfColumns() {
    let (p, t): ([Double?], [Double?]) = ([0.25, nil, 0, 3], [1, 0, 0, nil])
    #expect(Loss.meanSquaredError.values(predictions: p, truths: t) == [0.5625, nil, 0, nil])
    #expect(Loss.meanAbsoluteError.values(predictions: p, truths: t) == [0.75, nil, 0, nil])
    let crossEntropy = Loss.binaryCrossEntropy.values(predictions: p, truths: t)
    #expect(agree(crossEntropy[0], 2 * 0.6931471805599453) && crossEntropy[1] == nil && agree(crossEntropy[2], 0))
    #expect(agree(Loss.focal(gamma: 2).values(predictions: p, truths: t)[0], 0.5625 * 2 * 0.6931471805599453))
  }

  @Test(arguments: [0, 1, 2048, 2049, 5000])
  func radixSortAgreesWithTheLibrary(_ count: Int) {
    var random = SeededRandom(seed: 5)
    var values = (0..<count).map { _ in Double(Int64(bitPattern: random.next()) >> 40) / 1024 }
    if count > 9 { values.replaceSubrange(0..<8, with: [.infinity, -.infinity, 0, -0.0, 5, 5, .leastNonzeroMagnitude, -1e300]) }
    #expect(sortedAscending(values) == values.sorted())
    // A digit that all share, and all equal.
    let close = values.map { 1 + abs($0.isFinite ? $0 : 0) * 1e-12 }
    #expect(sortedAscending(close) == close.sorted())
    #expect(sortedAscending([Double](repeating: 3, count: count)) == [Double](repeating: 3, count: count))
  }
}
