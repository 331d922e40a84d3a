import KernelTwins
import Kernels
import Testing

@testable import HeatMap

/// Methods that only look at outputs, against their definitions and against closed forms.
@Suite struct PerturbationDefinitionTests {
  private let net: ToyNet
  private let explainer: Explainer
  private let picture = ToyNet.pictures(1)

  init() throws {
    net = try ToyNet()
    explainer = Explainer(view: EngineView(net.engine, offersGradients: false))
  }

  private func map(_ method: String, _ options: String, _ explainer: Explainer? = nil) throws -> [Double] {
    try #require(
      try (explainer ?? self.explainer).render(
        method, picture, count: 1, targets: [.score(0), .score(1), .score(2)], options: options
      )
      .tensors["map"])
  }

  @Test func occlusionIsTheMeanFallOfThePatchesOverAPixel() throws {
    let map = try map("occlusion", #"{"patch": 3, "stride": 2}"#)
    let x = doubles(picture)
    let whole = try net.logits(x)
    var falls = [Double](repeating: 0, count: 108), cover = [Double](repeating: 0, count: 36)
    // 6 pixels, patches of 3 at 0 and 2, and the last moved back to 3.
    for top in [0, 2, 3] {
      for left in [0, 2, 3] {
        let inside = (0..<36).filter { top..<top + 3 ~= $0 / 6 && left..<left + 3 ~= $0 % 6 }
        var covered = x
        for i in inside { covered[i] = 0 }
        let logits = try net.logits(covered)
        for i in inside {
          cover[i] += 1
          for t in 0..<3 { falls[t * 36 + i] += whole[t] - logits[t] }
        }
      }
    }
    let means: [Double] = falls.indices.map { i in falls[i] / cover[i % 36] }
    #expect(relativeError(map, means) < 2e-5)
  }

  /// In a linear model a superpixel's Shapley value is its pixels' weights times their values, whatever the sets.
  @Test func kernelSHAPIsExactForALinearModel() throws {
    let engine = Engine(try Network(input: Shape(1, 6, 6), classes: 3, layers: [.dense(3)]))
    engine.initialize(seed: 4)
    let weights = engine.state()[0].values
    let result = try map(
      "kernel-shap", #"{"cells": 3, "coalitions": 64}"#, Explainer(view: EngineView(engine, offersGradients: false)))
    var expected = [Double](repeating: 0, count: 108)
    func cell(_ i: Int) -> Int { i / 12 * 3 + i % 6 / 2 }
    for t in 0..<3 {
      for i in 0..<36 {
        for j in 0..<36 where cell(i) == cell(j) {
          expected[t * 36 + i] += Double(weights[t * 36 + j] * picture[j]) / 4
        }
      }
    }
    #expect(relativeError(result, expected) < 1e-5)
  }

  /// All 14 sets of 4 superpixels, by the definition of Shapley values, against many random ones.
  @Test func kernelSHAPTendsToShapleyValues() throws {
    let map = try map("kernel-shap", #"{"cells": 2, "coalitions": 20000}"#)
    let x = doubles(picture)
    func cell(_ pixel: Int) -> Int { pixel / 18 * 2 + pixel % 6 / 3 }
    func value(_ set: Int) throws -> [Double] {
      try net.logits(x.indices.map { i in set >> cell(i) & 1 == 1 ? x[i] : 0 })
    }
    let values = try (0..<16).map { try value($0) }
    // k! (3 - k)! / 4! for a set of k others.
    let shares = [6.0 / 24, 2.0 / 24, 2.0 / 24, 6.0 / 24]
    var expected: [Double] = []
    for t in 0..<3 {
      var players = [0.0, 0, 0, 0]
      for player in 0..<4 {
        for set in 0..<16 where set >> player & 1 == 0 {
          let gain: Double = values[set | 1 << player][t] - values[set][t]
          players[player] += shares[set.nonzeroBitCount] * gain
        }
      }
      expected += (0..<36).map { players[cell($0)] / 9 }
    }
    #expect(relativeError(map, expected) < 0.02)
  }

  /// One pixel is all the model looks at: RISE must find it.
  @Test func riseFindsTheOnlyPixel() throws {
    let engine = Engine(try Network(input: Shape(1, 6, 6), classes: 3, layers: [.dense(3)]))
    var state = engine.state()
    state[0].values = (0..<108).map { $0 == 36 + 21 ? 1 : 0 }
    state[1].values = [0, 0, 0]
    try engine.load(state)
    let result = try map("rise", #"{"masks": 3000, "grid": 6}"#, Explainer(view: EngineView(engine)))
    #expect(result[..<36].allSatisfy { $0 == 0 } && result[72...].allSatisfy { $0 == 0 }, "other classes look at nothing")
    let own = Array(result[36..<72])
    #expect(own.indices.max { own[$0] < own[$1] } == 21)
    // A mask's variance is 1/4 where it holds a whole cell, and less where it was smoothed; other pixels are nearly independent.
    #expect(own[21] > 0.1 * Double(picture[21]) && own[21] < 0.6 * Double(picture[21]))
    for i in own.indices where abs(i / 6 - 3) > 2 || abs(i % 6 - 3) > 2 { #expect(abs(own[i]) < own[21] / 4) }
  }

  @Test func forwardMethodsKnowTheLossAndSeeds() throws {
    let seed: [Float] = [0.5, -1, 0.25]
    let result = try explainer.render(
      "occlusion", picture, count: 1, targets: [.loss, .seed(port: 1, seed), .score(0), .score(1), .score(2)], labels: [2],
      options: #"{"patch": 6}"#)
    let map = try #require(result.tensors["map"])
    let (whole, black) = (try net.logits(doubles(picture)), try net.logits([Double](repeating: 0, count: 36)))
    let loss = referenceCrossEntropy([whole], labels: [2]).loss - referenceCrossEntropy([black], labels: [2]).loss
    let mixed = dot(doubles(seed), zip(whole, black).map { $0 - $1 })
    #expect(abs(map[0] - loss) < 1e-5 && abs(map[36] - mixed) < 1e-5)
    let scores = dot(doubles(seed), [map[72], map[108], map[144]])
    #expect(abs(map[36] - scores) < 1e-5)
  }
}
