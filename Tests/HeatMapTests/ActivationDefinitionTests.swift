import Kernels
import Testing

@testable import HeatMap

/// Class activation maps against their papers' formulas in double precision, gradients by central differences.
@Suite struct ActivationDefinitionTests {
  private let net: ToyNet
  private let explainer: Explainer
  private let pictures = ToyNet.pictures(2)

  init() throws {
    net = try ToyNet()
    explainer = Explainer(view: EngineView(net.engine))
  }

  private func expectRaw(
    _ method: String, tolerance: Double = 2e-5,
    _ expected: (_ x: [Double], _ a: [[Double]], _ g: [[Double]], _ target: Int) throws -> [Double]
  ) throws {
    let result = try explainer.render(method, pictures, count: 2, targets: [.score(0), .score(1), .score(2)])
    #expect(result.shapes["raw"] == [2, 3, 4, 4] && result.shapes["map"] == [2, 3, 6, 6])
    let raw = try #require(result.tensors["raw"])
    for sample in 0..<2 {
      let x = doubles(pictures[sample * 36..<sample * 36 + 36])
      let a = try net.conv1(x)
      for t in 0..<3 {
        let g = try gradient(at: a) { try net.logits($0, from: .conv1)[t] }
        let right = try expected(x, [Array(a[..<16]), Array(a[16...])], [Array(g[..<16]), Array(g[16...])], t).map { max(0, $0) }
        let at = (sample * 3 + t) * 16
        // A map that is 0 everywhere leaves no scale to compare by.
        if right.allSatisfy({ $0 == 0 }) {
          #expect(raw[at..<at + 16].allSatisfy { $0 == 0 }, "\(method), sample \(sample), class \(t)")
        } else {
          let error = relativeError(raw[at..<at + 16], right)
          #expect(error < tolerance, "\(method), sample \(sample), class \(t): \(error)")
        }
      }
    }
  }

  private func weighted(_ weights: [Double], _ a: [[Double]]) -> [Double] {
    (0..<16).map { i in dot(weights, a.map { $0[i] }) }
  }

  @Test func gradCAM() throws {
    try expectRaw("gradcam") { _, a, g, _ in weighted(g.map { $0.reduce(0, +) / 16 }, a) }
  }

  /// The model may sum the gradients over the positions itself, or leave that to the plugin.
  @Test func gradCAMNeedsNoSumsOfTheModel() throws {
    let images = try Fixture.images(3)
    for layer in ["conv1", "conv2"] {
      let maps = try [true, false].map { offersSums in
        try explainer(try Fixture.engine(), offersSums).render(
          "gradcam", images, count: 3, targets: [.score(3), .score(8), .loss], layer: layer, labels: [3, 8, 1])
      }
      for key in ["raw", "map"] {
        let (own, given) = (try #require(maps[1].tensors[key]), try #require(maps[0].tensors[key]))
        #expect(own.contains { $0 > 0 } && relativeError(given, own) < 2e-6, "\(key) at \(layer)")
      }
    }
  }

  private func explainer(_ engine: Engine, _ offersSums: Bool) -> Explainer {
    Explainer(view: EngineView(engine, offersSums: offersSums))
  }

  @Test func xGradCAM() throws {
    try expectRaw("xgrad-cam") { _, a, g, _ in
      weighted(zip(a, g).map { a, g in dot(a, g) / a.reduce(0, +) }, a)
    }
  }

  @Test func layerCAM() throws {
    try expectRaw("layer-cam") { _, a, g, _ in
      (0..<16).map { i in dot(a.map { $0[i] }, g.map { max(0, $0[i]) }) }
    }
  }

  @Test func gradCAMPlusPlus() throws {
    try expectRaw("gradcam++") { _, a, g, _ in
      weighted(
        zip(a, g).map { a, g in
          let total = a.reduce(0, +)
          let shares: [Double] = g.map { slope in abs(slope) < 1e-9 ? 0 : max(0, slope) / (2 + total * slope) }
          return shares.reduce(0, +)
        }, a)
    }
  }

  @Test func scoreCAM() throws {
    try expectRaw("score-cam") { x, a, _, t in
      let scores = try a.map { channel in
        var mask = [Float](repeating: 0, count: 36)
        Enlarge(height: 4, width: 4, outHeight: 6, outWidth: 6).run(channel.map { Float($0) }, to: &mask)
        let (low, high) = (Double(mask.min()!), Double(mask.max()!))
        let shown: [Double] = zip(x, mask).map { pixel, m in high > low ? pixel * (Double(m) - low) / (high - low) : 0 }
        return try net.logits(shown)[t]
      }
      let powers = scores.map { exponential($0 - scores.max()!) }
      return weighted(powers.map { $0 / powers.reduce(0, +) }, a)
    }
  }

  @Test func everyLayerOfMapsHasOne() throws {
    let engine = try Fixture.engine()
    let explainer = Explainer(view: EngineView(engine))
    for (layer, side) in [("conv1", 26), ("conv2", 11)] {
      for method in ["gradcam", "gradcam++", "layer-cam", "xgrad-cam", "score-cam"] {
        let result = try explainer.render(
          method, try Fixture.images(1), count: 1, targets: (0..<10).map { .score($0) }, layer: layer)
        #expect(result.shapes["raw"] == [1, 10, side, side])
        #expect(result.tensors["map"]!.contains { $0 > 0 }, "\(method) at \(layer)")
      }
    }
  }
}
