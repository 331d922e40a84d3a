import TestHost
import Testing

/// The plugin against PyTorch and Captum; Tests/Fixtures/reference/README.md says how they were made.
@Suite struct ReferenceFigureTests {
  private let explainer: Explainer
  private let scores: [Wanted] = (0..<10).map { .score($0) }

  init() throws { explainer = Explainer(view: EngineView(try Fixture.engine())) }

  private func expectEqual(_ result: Recorder, _ key: String, _ golden: String, within bound: Double = 1e-4) throws {
    let right = doubles(try Fixture.floats(golden))
    let error = relativeError(try #require(result.tensors[key]), right)
    #expect(error <= bound, "\(golden): \(error)")
  }

  @Test func saliency() throws {
    try expectEqual(try explainer.render("saliency", try Fixture.images(4), count: 4, targets: scores), "map", "saliency")
  }

  @Test func lossGradient() throws {
    let result = try explainer.render(
      "saliency", try Fixture.images(8), count: 8, targets: [.loss], labels: try Fixture.labels(8))
    try expectEqual(result, "map", "loss_gradient")
  }

  @Test func gradCAM() throws {
    try expectEqual(
      try explainer.render("gradcam", try Fixture.images(6), count: 6, targets: scores, layer: "conv2"), "raw", "gradcam_conv2")
    try expectEqual(
      try explainer.render("gradcam", try Fixture.images(1), count: 1, targets: scores, layer: "conv2"), "map",
      "gradcam_conv2_28x28")
  }

  /// 50 Gauss-Legendre nodes; at a kink a node may fall on either side.
  @Test func integratedGradients() throws {
    let result = try explainer.render(
      "integrated-gradients", try Fixture.images(2), count: 2, targets: scores, options: #"{"steps": 50, "max_steps": 50}"#)
    try expectEqual(result, "map", "integrated_gradients", within: 1e-3)
    #expect(result.tensors["steps"]?.allSatisfy { $0 == 50 } == true)
  }

  /// In double precision; sample and baseline lie over patterns, as make_deeplift.py says.
  @Test func deepLift() throws {
    func pattern(_ a: Int, _ b: Int, _ period: Int) -> [Float] {
      (0..<784).map { i in Float((i * i * a + i * b) % period) / Float(period) }
    }
    let sample = zip(try Fixture.images(1), pattern(29, 11, 101)).map { ($0 + $1) / 2 }
    let result = try explainer.render(
      "deeplift", sample, count: 1, targets: scores, options: #"{"baseline": "mean-image"}"#,
      references: pattern(17, 5, 97).map { $0 / 2 })
    try expectEqual(result, "map", "deeplift")
    #expect(result.tensors["completeness_gap"]!.allSatisfy { $0 < 1e-4 })
  }
}
