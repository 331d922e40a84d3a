import TestHost
import Testing

/// The plugin against PyTorch and Captum; Tests/Fixtures/reference/README.md says how they were made.
@Suite struct ReferenceFigureTests {
  private let explainer: Explainer
  private let scores: [Wanted] = (0..<10).map { .score($0) }

  init() throws { explainer = Explainer(view: EngineView(try Fixture.engine())) }

  private func expectEqual(_ result: Recorder, _ key: String, _ golden: String) throws {
    let right = doubles(try Fixture.floats(golden))
    let error = relativeError(try #require(result.tensors[key]), right)
    #expect(error <= 1e-4, "\(golden): \(error)")
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

  /// 50 Gauss-Legendre nodes; one of image 10 lies close to a kink.
  @Test(arguments: [("integrated_gradients", 0..<2), ("integrated_gradients_10", 10..<11)])
  func integratedGradients(golden: String, samples: Range<Int>) throws {
    let images = Array(try Fixture.images(samples.upperBound).dropFirst(samples.lowerBound * 784))
    let result = try explainer.render(
      "integrated-gradients", images, count: samples.count, targets: scores, options: #"{"steps": 50, "max_steps": 50}"#)
    try expectEqual(result, "map", golden)
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
