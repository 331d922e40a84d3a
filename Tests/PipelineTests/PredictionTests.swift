import Foundation
import Testing

@testable import Pipeline

@Suite struct PredictionTests {
  @Test func knownNumbers() {
    let said = Prediction(logits: [0, log(3) as Double].map { Float($0) }, label: 0)
    #expect(said.predicted == 1)
    #expect(abs(said.probabilities[1] - 0.75) < 1e-7)
    #expect(abs(said.loss! - log(4)) < 1e-6)
    #expect(abs(said.margin - 0.5) < 1e-7)
    #expect(abs(said.entropy - (0.75 * log(4.0 / 3) + 0.25 * log(4))) < 1e-6)
    #expect(said.rankOfTruth == 1)
  }

  @Test func largeLogitsStayFinite() {
    let said = Prediction(logits: [1000, -1000, 0], label: 1)
    #expect(said.loss == 2000)
    #expect(said.entropy == 0)
    #expect(said.probabilities[0] == 1)
  }

  @Test func withoutALabel() {
    let said = Prediction(logits: [1, 2], label: -1)
    #expect(said.loss == nil && said.rankOfTruth == nil)
    #expect(Prediction(logits: [1, 2], label: 7).loss == nil)
  }
}
