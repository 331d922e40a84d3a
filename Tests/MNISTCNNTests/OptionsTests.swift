import Kernels
import PluginKit
import Testing

@testable import MNISTCNN

/// What leap.yaml says becomes a network and its training.
@Suite struct OptionsTests {
  private func read(_ options: JSON) throws -> Options { try Options(Options.table.read(options)) }

  @Test func theDefaultsMakeTheDefaultNetwork() throws {
    let options = try read([:])
    #expect(options.settings == TrainingSettings())
    let network = try Network(input: Shape(1, 28, 28), classes: 10, layers: options.layers(classes: 10))
    #expect(network.ports.map(\.name) == ["input", "logits", "conv1", "pool1", "conv2", "pool2", "dense1"])
    #expect(Engine(network).parameterCount == 225_034)
  }

  @Test func aReLUMayHaveAName() throws {
    let options = try read(["layers": [["kind": "dense", "units": 4], ["kind": "relu", "name": "r"], ["kind": "dense"]]])
    #expect(try options.layers(classes: 2) == [.dense(4), .relu(name: "r"), .dense(2)])
  }

  @Test func everyKindOfLayerIsRead() throws {
    let options = try read([
      "layers": [
        ["kind": "conv2d", "filters": 3, "kernel": 5, "padding": 2, "name": "c"], ["kind": "batchnorm", "momentum": 0.5],
        ["kind": "avgpool", "size": 2], ["kind": "maxpool", "size": 3, "stride": 1], ["kind": "flatten"],
        ["kind": "dropout", "rate": 0.25], ["kind": "dense", "units": 2, "name": "d"],
      ]
    ])
    #expect(
      try options.layers(classes: 2) == [
        .conv2d(3, kernel: 5, padding: 2, name: "c"), .batchNorm(momentum: 0.5), .averagePool(2), .maxPool(3, stride: 1),
        .flatten,
        .dropout(0.25), .dense(2, name: "d"),
      ])
  }

  @Test func everyKindOfOptimizerIsRead() throws {
    #expect(try read(["optimizer": ["kind": "adamw", "beta1": 0.5]]).settings.optimizer == .adam(beta1: 0.5, decoupled: true))
    #expect(
      try read(["optimizer": ["kind": "sgd", "momentum": 0.9, "nesterov": true]]).settings.optimizer
        == .sgd(momentum: 0.9, nesterov: true))
    let settings = try read(["weight_decay": 0.1, "clip_norm": 2, "label_smoothing": 0.2, "class_weights": [1, 2.5]]).settings
    #expect(settings.weightDecay == 0.1 && settings.clipNorm == 2 && settings.labelSmoothing == 0.2)
    #expect(settings.classWeights == [1, 2.5])
  }

  @Test func anUnknownKindNamesItsLayer() throws {
    let error = #expect(throws: PluginError.self) { try read(["layers": [["kind": "relu"], ["kind": "lstm"]]]) }
    #expect(
      error?.message == #"option 'layers[1].kind' is "lstm", and must be one of "#
        + "conv2d, dense, batchnorm, maxpool, avgpool, dropout, relu, flatten")
  }

  @Test func onlyTheLastLayerMayLeaveItsUnitsOut() throws {
    let options = try read(["layers": [["kind": "dense"], ["kind": "dense"]]])
    let error = #expect(throws: PluginError.self) { try options.layers(classes: 10) }
    #expect(error?.message.contains("layer 1: option 'units'") == true)
  }
}
