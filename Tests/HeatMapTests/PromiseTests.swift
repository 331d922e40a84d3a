import Kernels
import TestHost
import Testing

@testable import HeatMap

/// What all methods promise: batches equal singles, seeds decide, gaps are small.
@Suite struct PromiseTests {
  private static let all = [
    "gradcam", "saliency", "saliency-absolute", "input-x-gradient", "smoothgrad", "vargrad", "integrated-gradients",
    "expected-gradients", "deeplift", "guided-backprop", "gradcam++", "layer-cam", "xgrad-cam", "guided-gradcam", "occlusion",
    "rise",
    "kernel-shap", "score-cam",
  ]
  private static let quick = #"""
    "samples": 4, "steps": 8, "max_steps": 32, "draws": 8, "masks": 20, "coalitions": 64, "cells": 4, "patch": 9, "stride": 7
    """#
  private let engine: Engine
  private let explainer: Explainer

  init() throws {
    engine = try Fixture.engine()
    explainer = Explainer(view: EngineView(engine))
  }

  @Test func allMethodsAreOffered() throws {
    #expect(try explainer.methods() == Self.all)
    #expect(
      try Explainer(view: EngineView(engine, offersGradients: false)).methods() == [
        "occlusion", "rise", "kernel-shap", "score-cam",
      ])
  }

  /// To the last bit, and with a seed of its own for each sample.
  @Test(arguments: all) func aBatchEqualsSingles(_ method: String) throws {
    let (images, labels) = (try Fixture.images(5), try Fixture.labels(5))
    let references = Array(try Fixture.images(16).suffix(784 * 3))
    let features = engine.network.features
    let seeds: [Float] = (0..<640).map { i in Float(i * 7 % 11) / 11 - 0.4 }
    func render(_ range: Range<Int>) throws -> Recorder {
      try explainer.render(
        method, Array(images[range.lowerBound * 784..<range.upperBound * 784]), count: range.count,
        targets: [
          .score(3), method == "deeplift" ? .score(5) : .loss,
          .seed(port: features, Array(seeds[range.lowerBound * 128..<range.upperBound * 128])),
        ],
        labels: Array(labels[range]), options: "{\(Self.quick)}", references: references)
    }
    let batch = try render(0..<5)
    for (key, values) in batch.tensors {
      let singles = try (0..<5).flatMap { try render($0..<$0 + 1).tensors[key] ?? [] }
      #expect(values == singles, "\(key)")
      #expect(values.contains { $0 != 0 }, "\(key)")
    }
  }

  @Test func guidedGradCAMIsTheProductOfItsTwo() throws {
    func map(_ method: String) throws -> [Double] {
      try explainer.render(method, try Fixture.images(3), count: 3, targets: [.score(3), .score(7)]).tensors["map"]!
    }
    let (product, regions, pixels) = (try map("guided-gradcam"), try map("gradcam"), try map("guided-backprop"))
    #expect(product == zip(regions, pixels).map { Double(Float($0) * Float($1)) } && product.contains { $0 != 0 })
  }

  @Test(arguments: ["smoothgrad", "vargrad", "rise", "kernel-shap", "expected-gradients"]) func theSeedDecides(_ method: String)
    throws
  {
    func map(_ seed: Int) throws -> [Double] {
      try explainer.render(
        method, try Fixture.images(1), count: 1, targets: [.score(7)], options: #"{"seed": \#(seed), \#(Self.quick)}"#,
        references: try Fixture.images(4)
      ).tensors["map"]!
    }
    let first = try map(1)
    #expect(try map(1) == first)
    #expect(try map(2) != first)
  }

  @Test func integratedGradientsTakeAsManyStepsAsTheyNeed() throws {
    let result = try explainer.render(
      "integrated-gradients", try Fixture.images(4), count: 4, targets: (0..<10).map { .score($0) },
      options: #"{"steps": 4, "max_steps": 512, "gap": 0.002}"#)
    let (gaps, steps) = (result.tensors["completeness_gap"]!, result.tensors["steps"]!)
    #expect(gaps.count == 40 && gaps.allSatisfy { $0 <= 0.002 }, "\(gaps.max()!)")
    #expect(Set(steps).count > 1 && steps.allSatisfy { [4, 8, 16, 32, 64, 128, 256, 512].contains($0) })
    // A target's map does not depend on which others were asked for.
    let alone = try explainer.render(
      "integrated-gradients", try Fixture.images(4), count: 4, targets: [.score(6)],
      options: #"{"steps": 4, "max_steps": 512, "gap": 0.002}"#)
    for sample in 0..<4 {
      let at = (sample * 10 + 6) * 784
      #expect(alone.tensors["map"]![sample * 784..<(sample + 1) * 784] == result.tensors["map"]![at..<at + 784])
    }
  }

  @Test func gapsOfMethodsThatPromiseASum() throws {
    let references = try Fixture.images(20)
    for (method, bound) in [("expected-gradients", 0.1), ("kernel-shap", 1e-5), ("deeplift", 1e-4)] {
      let gaps = try explainer.render(
        method, try Fixture.images(2), count: 2, targets: [.score(7), .score(2)], references: references
      ).tensors["completeness_gap"]!
      #expect(gaps.count == 4 && gaps.allSatisfy { $0 < bound }, "\(method): \(gaps)")
    }
  }

  @Test func quadratureIsExactForPolynomials() {
    for n in [1, 2, 3, 7, 50, 400] {
      let rule = GaussLegendre(n)
      #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-12)
      for degree in [0, 1, 2 * n - 1] {
        let mean = dot(rule.points.map { power($0, degree) }, rule.weights)
        #expect(abs(mean * Double(degree + 1) - 1) < 1e-10, "\(n) points, degree \(degree)")
      }
    }
  }

  @Test func noiseIsNormal() {
    let noise = NormalNoise(seed: 5, count: 20001)
    let values = doubles(noise.values.array)
    let mean = values.reduce(0, +) / 20001
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20001
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
    #expect(abs(Double(values.filter { abs($0) < 1 }.count) / 20001 - 0.6827) < 0.015)
  }
}
