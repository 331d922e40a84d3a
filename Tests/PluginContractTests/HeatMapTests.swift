import Core
import PluginHost
import Testing

/// Heat maps of a model that offers no gradients, through the host.
@Suite struct HeatMapTests {
  private func parts() async throws -> (PluginRegistry, PluginModel, PluginRegistry, PluginVisualizer) {
    let (registry, plugin) = try Support.component(try Support.compile("linear_model"), .model)
    let model = try await registry.model(
      plugin, input: PortInfo(name: "input", dtype: .float32, shape: [1, 2, 2]), classes: 2)
    try await model.initialize(seed: 7)
    let inputs = Tensor([1, 0, 0, 0, 0, 0, 0, 1] as [Float], [2, 1, 2, 2])
    for step in 0..<50 {
      _ = try await model.train(
        TrainingStep(
          seed: 1, epoch: 0, step: step, learningRate: 0.5, inputs: inputs, labels: Tensor([0, 1] as [Int64], [2])))
    }
    let (others, visualizer) = try Support.component("libHeatMap.so", .visualizer)
    return (registry, model, others, try await others.visualizer(visualizer))
  }

  @Test func onlyForwardMethodsAreOffered() async throws {
    let (_, model, _, visualizer) = try await parts()
    #expect(!model.offersGradients)
    #expect(try await visualizer.describe(model).methods == ["occlusion", "rise", "kernel-shap"])
    do {
      _ = try await visualizer.render(
        Support.batch(count: 1, labels: [0]), VisualRequest(targets: [.score(0)], method: "saliency"), model: model)
      Issue.record("a gradient was taken of a model without gradients")
    } catch {
      #expect("\(error)".contains("offers no gradients") && "\(error)".contains("occlusion, rise, kernel-shap"), "\(error)")
    }
  }

  /// The model learned that the first pixel is class 0 and the last is class 1.
  @Test(arguments: ["occlusion", "rise", "kernel-shap"]) func forwardMethodsFindThePixels(_ method: String) async throws {
    let (_, model, _, visualizer) = try await parts()
    let ones = SampleBatch(subset: nil, indices: [0], inputs: Tensor([1, 1, 1, 1] as [Float], [1, 1, 2, 2]), labels: nil)
    let results = try await visualizer.render(
      ones,
      VisualRequest(
        targets: [.score(0), .seed(port: 1, Tensor([-1, 1] as [Float], [1, 2]), name: "1-0")], method: method,
        options: #"{"patch": 1, "stride": 1, "grid": 2, "cells": 2}"#), model: model)
    let map = try #require(results.tensors["map"])
    #expect(map.shape == [1, 2, 2, 2])
    let values = map.floats
    #expect(values[0] == values[..<4].max() && values[3] == values[..<4].min(), "class 0: \(values)")
    #expect(values[4] == values[4...].min() && values[7] == values[4...].max(), "class 1 minus class 0: \(values)")
  }

  @Test func evidenceComesAlong() async throws {
    let (_, model, _, visualizer) = try await parts()
    let batch = SampleBatch(
      subset: nil, indices: [0], inputs: Tensor([0.9, 0.2, 0.1, 0.4] as [Float], [1, 1, 2, 2]), labels: nil)
    let results = try await visualizer.render(
      batch,
      VisualRequest(
        targets: [.score(0), .score(1)], method: "occlusion",
        options: #"{"evidence": true, "curve_steps": 4, "patch": 1, "stride": 1}"#), model: model)
    for name in ["deletion", "insertion", "infidelity", "sensitivity"] {
      #expect(results.tensors[name]?.shape == [1, 2], "\(name)")
    }
    for name in ["deletion_curve", "insertion_curve"] { #expect(results.tensors[name]?.shape == [1, 2, 5], "\(name)") }
    await #expect(throws: LeapError.self) {
      _ = try await visualizer.render(
        batch, VisualRequest(targets: [.score(0)], method: "occlusion", options: #"{"evidense": true}"#), model: model)
    }
  }
}
