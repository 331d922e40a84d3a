import Core
import Foundation
import Testing

@testable import Analytics

@Suite struct PredictionTests {
  @Test func knownNumbers() {
    let output = Prediction(logits: [0, log(3) as Double].map { Float($0) }, label: 0)
    #expect(output.predicted == 1)
    #expect(abs(output.probabilities[1] - 0.75) < 1e-7)
    #expect(abs(output.loss! - log(4)) < 1e-6)
    #expect(abs(output.margin - 0.5) < 1e-7)
    #expect(abs(output.entropy - (0.75 * log(4.0 / 3) + 0.25 * log(4))) < 1e-6)
    #expect(output.rankOfTruth == 1)
  }

  @Test func largeLogitsStayFinite() {
    let output = Prediction(logits: [1000, -1000, 0], label: 1)
    #expect(output.loss == 2000)
    #expect(output.entropy == 0)
    #expect(output.probabilities[0] == 1)
  }

  @Test func withoutALabel() {
    let output = Prediction(logits: [1, 2], label: -1)
    #expect(output.loss == nil && output.rankOfTruth == nil)
    #expect(Prediction(logits: [1, 2], label: 7).loss == nil)
  }

  /// Stored columns depend on the last bit: predictions and outcomes are those of the plain formulas in their order, for random logits,
  /// for ties, for logits far apart, and for what is no number.
  @Test func everyBitIsThatOfThePlainFormulas() throws {
    var random = SeededRandom(seed: 7)
    for round in 0..<20_000 {
      let classes = 1 + round % 12
      let scale = [0.01, 1, 10, 300][round % 4]
      var logits = (0..<classes).map { _ in Float((Double(random.next() >> 11) * 0x1p-53 - 0.5) * scale) }
      if round % 5 == 0 { logits[random.below(classes)] = logits[random.below(classes)] }
      if round % 1000 == 1 { logits[random.below(classes)] = [.nan, .infinity, -.infinity][round / 1000 % 3] }
      let label = Int64(random.below(classes + 1)) - 1
      let (output, twin) = (Prediction(logits: logits, label: label), PredictionTwin(logits: logits, label: label))
      try #require(output.predicted == twin.predicted && output.rankOfTruth == twin.rankOfTruth, "\(logits)")
      try #require(output.probabilities.map(\.bitPattern) == twin.probabilities.map(\.bitPattern), "\(logits)")
      try #require(
        [output.entropy, output.margin, output.loss ?? -1].map(\.bitPattern)
          == [twin.entropy, twin.margin, twin.loss ?? -1].map(\.bitPattern), "\(logits)")
      guard label >= 0, logits.allSatisfy(\.isFinite) else { continue }
      let outcomes = try Outcomes(logits: logits, classes: classes, labels: [label])
      try #require(outcomes.predictions == [twin.predicted] && outcomes.labels == [Int(label)])
      try #require(outcomes.probabilities.map(\.bitPattern) == twin.probabilities.map(\.bitPattern), "\(logits)")
      try #require(outcomes.logProbabilities[0] == -twin.loss!, "\(logits)")
    }
  }
}

/// Softmax and what follows from it, written as plainly as can be.
private struct PredictionTwin {
  let predicted: Int
  let probabilities: [Double]
  let loss: Double?
  let entropy: Double
  let margin: Double
  let rankOfTruth: Int?

  init(logits: [Float], label: Int64) {
    let values = logits.map(Double.init)
    let largest = values.max() ?? 0
    predicted = values.firstIndex(of: largest) ?? 0
    let exponentials = values.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    probabilities = exponentials.map { $0 / sum }
    let logSum = log(sum)
    entropy = zip(values, probabilities).reduce(0) { $0 - $1.1 * ($1.0 - largest - logSum) }
    let sorted = probabilities.sorted(by: >)
    margin = sorted.count > 1 ? sorted[0] - sorted[1] : 1
    guard let truth = Int(exactly: label), values.indices.contains(truth) else { (loss, rankOfTruth) = (nil, nil); return }
    loss = -(values[truth] - largest - logSum)
    rankOfTruth = values.count { $0 > values[truth] }
  }
}
