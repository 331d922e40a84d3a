import Kernels
import TestHost
import Testing

/// One clear line for what cannot be.
@Suite struct BadInputTests {
  private let engine: Engine
  private let explainer: Explainer
  private let picture = ToyNet.pictures(1)

  init() throws {
    engine = try ToyNet().engine
    explainer = Explainer(view: EngineView(engine))
  }

  private func expectRefusal(_ parts: String..., of body: () throws -> Recorder) {
    do {
      _ = try body()
      Issue.record("nothing was refused; expected \(parts)")
    } catch {
      let text = "\(error)"
      for part in parts { #expect(text.contains(part), "\(text)") }
      #expect(!text.contains("\n"))
    }
  }

  @Test func unknownNames() {
    expectRefusal("magic", "gradcam, saliency") { try explainer.render("magic", picture, count: 1, targets: [.score(0)]) }
    expectRefusal("no layer 'conv9'", "choose from conv1") {
      try explainer.render("gradcam", picture, count: 1, targets: [.score(0)], layer: "conv9")
    }
    expectRefusal("no layer 'pool1'", "choose from conv1") {
      try explainer.render("layer-cam", picture, count: 1, targets: [.score(0)], layer: "pool1")
    }
    expectRefusal("'saliency' works at the input", "conv1") {
      try explainer.render("saliency", picture, count: 1, targets: [.score(0)], layer: "conv1")
    }
    expectRefusal("no class 3") { try explainer.render("saliency", picture, count: 1, targets: [.score(3)]) }
  }

  @Test func options() {
    func render(_ options: String) throws -> Recorder {
      try explainer.render("smoothgrad", picture, count: 1, targets: [.score(0)], options: options)
    }
    expectRefusal("no option 'sample'", "samples") { try render(#"{"sample": 3}"#) }
    expectRefusal("'samples' is 1", "2 to 10000") { try render(#"{"samples": 1}"#) }
    expectRefusal("'noise' is \"much\"", "number") { try render(#"{"noise": "much"}"#) }
    expectRefusal("'baseline' is \"white\"", "black, mean-image, blurred") { try render(#"{"baseline": "white"}"#) }
    expectRefusal("JSON object") { try render("[1]") }
    expectRefusal("training inputs") {
      try explainer.render("expected-gradients", picture, count: 1, targets: [.score(0)])
    }
    expectRefusal("training inputs") {
      try explainer.render("occlusion", picture, count: 1, targets: [.score(0)], options: #"{"baseline": "mean-image"}"#)
    }
    expectRefusal("no labels") { try explainer.render("rise", picture, count: 1, targets: [.loss]) }
    expectRefusal("sample 100 has no label") { try explainer.render("rise", picture, count: 1, targets: [.loss], labels: [-1]) }
  }

  @Test func instanceOptionsAreDefaults() throws {
    var fixed = explainer
    fixed.options = #"{"samples": 3, "seed": 5}"#
    let a = try fixed.render("smoothgrad", picture, count: 1, targets: [.score(0)], options: #"{"seed": 1}"#)
    let b = try explainer.render("smoothgrad", picture, count: 1, targets: [.score(0)], options: #"{"samples": 3}"#)
    #expect(a.tensors["map"] == b.tensors["map"])
  }

  @Test(arguments: ["saliency", "integrated-gradients", "gradcam", "guided-backprop", "deeplift"])
  func gradientsThatTheModelDoesNotOffer(_ method: String) throws {
    let mute = Explainer(view: EngineView(engine, offersGradients: false))
    expectRefusal(method, "offers no gradients", "occlusion, rise, kernel-shap, score-cam") {
      try mute.render(method, picture, count: 1, targets: [.score(0)])
    }
    #expect(try mute.render(nil, picture, count: 1, targets: [.score(0)]).shapes["map"] == [1, 1, 6, 6])
  }

  @Test func modelsWithoutMaps() throws {
    let flat = Engine(try Network(input: ToyNet.input, classes: 3, layers: [.dense(4), .relu, .dense(3)]))
    flat.initialize(seed: 1)
    expectRefusal("gradcam", "no layer of maps", "saliency") {
      try Explainer(view: EngineView(flat)).render("gradcam", picture, count: 1, targets: [.score(0)])
    }
  }

  @Test func deepLiftHasNoRuleForTheLoss() {
    expectRefusal("deeplift", "no rule for the loss", "integrated-gradients") {
      try explainer.render("deeplift", picture, count: 1, targets: [.loss], labels: [1])
    }
  }

  /// Rules for ReLUs need to see all of them.
  @Test func hiddenReLUs() throws {
    func methods(_ layers: [LayerSpec]) throws -> [String] {
      let engine = Engine(try Network(input: ToyNet.input, classes: 3, layers: layers))
      engine.initialize(seed: 1)
      return try Explainer(view: EngineView(engine)).methods()
    }
    #expect(try methods([.conv2d(8, kernel: 3), .relu, .maxPool(2), .dense(3)]).contains("guided-backprop"))
    for layers: [LayerSpec] in [
      [.conv2d(8, kernel: 3), .averagePool(2), .relu, .dense(6), .relu, .dense(3)],
      [.conv2d(8, kernel: 3), .averagePool(2), .dense(3)],
      [.relu, .conv2d(8, kernel: 3), .relu, .dense(3)],
    ] {
      let offered = try methods(layers)
      #expect(offered.contains("saliency") && !offered.contains("guided-backprop"), "\(layers)")
      #expect(!offered.contains("deeplift"))
    }
    let normed = try methods([.conv2d(8, kernel: 3), .batchNorm(), .relu, .averagePool(2), .dense(6), .relu, .dense(3)])
    #expect(normed.contains("guided-backprop") && normed.contains("deeplift"), "averages and norms are linear")
    for layers: [LayerSpec] in [
      [.conv2d(8, kernel: 3), .batchNorm(), .relu(name: "r"), .averagePool(2), .dense(6), .relu(name: "s"), .dense(3)],
      [.conv2d(8, kernel: 3), .relu(name: "r"), .maxPool(2), .dense(6), .relu, .dense(3)],
    ] {
      let offered = try methods(layers)
      #expect(offered.contains("guided-backprop") && offered.contains("deeplift"), "\(layers)")
    }
  }

  @Test func numbersThatAreNone() throws {
    for value in [Float.nan, .infinity] {
      var broken = picture
      broken[7] = value
      expectRefusal("sample 100", "\(value)") { try explainer.render("saliency", broken, count: 1, targets: [.score(0)]) }
    }
    let huge = Engine(engine.network)
    var state = engine.state()
    for i in state.indices { state[i].values = state[i].values.map { $0 * 1e30 } }
    try huge.load(state)
    expectRefusal("the input-x-gradient map of sample 100, target 0", "weights") {
      try Explainer(view: EngineView(huge)).render("input-x-gradient", picture, count: 1, targets: [.score(0)])
    }
  }

  /// A picture without a shape gets its map and a warning.
  @Test(arguments: ["smoothgrad", "vargrad", "integrated-gradients", "gradcam", "score-cam", "rise", "kernel-shap", "occlusion"])
  func constantPicture(_ method: String) throws {
    for value: Float in [0, 0.5] {
      let result = try explainer.render(
        method, [Float](repeating: value, count: 36), count: 1, targets: [.score(0), .score(1)],
        options: #"{"evidence": true, "baseline": "blurred", "coalitions": 128, "cells": 3, "masks": 40}"#)
      #expect(result.warnings.contains { $0.contains("sample 100 is \(value) everywhere") }, "\(result.warnings)")
      for (key, values) in result.tensors { #expect(!values.contains { !$0.isFinite }, "\(key)") }
    }
  }

  @Test func noSamples() throws {
    #expect(try explainer.render("saliency", [], count: 0, targets: [.score(0)]).shapes["map"] == [0, 1, 6, 6])
  }
}
