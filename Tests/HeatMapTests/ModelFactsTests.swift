import Testing

@testable import HeatMap

/// What a model can be asked is found by trying, once for each of its weights.
@Suite struct ModelFactsTests {
  private func model(weights: UInt64) throws -> EngineView {
    let view = EngineView(try ToyNet().engine)
    view.weights = weights
    return view
  }

  @Test func aModelIsTriedOnce() throws {
    let (trained, random) = (try model(weights: 7), try model(weights: 8))
    let counts = try Explainer(view: trained).gradients(of: [trained, random, trained, random])
    #expect(counts[0] > 0 && counts[1] == counts[0] && counts[2...] == [0, 0])
  }

  @Test func otherWeightsAreTriedAgain() throws {
    let view = try model(weights: 7)
    let first = try Explainer(view: view).gradients(of: [view])[0]
    let known = try Explainer(view: view).methods()
    view.weights = 9
    #expect(try Explainer(view: view).gradients(of: [view]) == [first])
    #expect(try Explainer(view: view).methods() == known)
  }

  /// A host of before there were numbers, or one that does not know.
  @Test func aModelWithoutANumberIsTriedEachTime() throws {
    let view = try model(weights: 0)
    let counts = try Explainer(view: view).gradients(of: [view, view])
    #expect(counts[0] > 0 && counts[1] == counts[0])
  }

  /// Of many models those that were asked about last are known.
  @Test func fewModelsAreKept() throws {
    let views = try (1...5).map { try model(weights: $0) }
    let counts = try Explainer(view: views[0]).gradients(of: views + [views[4], views[0]])
    #expect(counts[..<5].allSatisfy { $0 > 0 } && counts[5] == 0 && counts[6] > 0)
  }
}
