import Kernels
import PluginKit
import Testing

@testable import MNISTCNN

/// The schema and the reader of the options agree.
@Suite struct OptionsTests {
  /// The options of a project that says nothing, as the host completes them.
  private func defaults() throws -> [String: JSON] {
    let properties = try #require(try JSON(parsing: optionsSchema)["properties"]?.object)
    var options = properties.compactMapValues { $0["default"] }
    options["layers"] = try .array(
      #require(options["layers"]?.array).map { layer in
        var members = layer.object ?? [:]
        if members["kind"]?.string == "conv2d" { members.merge(["stride": .number(1), "padding": .number(0)]) { own, _ in own } }
        return .object(members)
      })
    options["optimizer"] = try JSON(parsing: #"{"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}"#)
    options["augmentation"] = try JSON(parsing: #"{"shift": 0, "rotate": 0, "scale": 0, "elastic": {"alpha": 0, "sigma": 4}}"#)
    return options
  }

  @Test func theDefaultsMakeTheDefaultNetwork() throws {
    let options = try Options(.object(defaults()))
    #expect(options.settings == TrainingSettings())
    let network = try Network(input: Shape(1, 28, 28), classes: 10, layers: options.layers(classes: 10))
    #expect(network.ports.map(\.name) == ["input", "logits", "conv1", "pool1", "conv2", "pool2", "dense1"])
    #expect(Engine(network).parameterCount == 225_034)
  }

  @Test func aReLUMayHaveAName() throws {
    var options = try defaults()
    options["layers"] = try JSON(parsing: #"[{"kind": "dense", "units": 4}, {"kind": "relu", "name": "r"}, {"kind": "dense"}]"#)
    #expect(try Options(.object(options)).layers(classes: 2) == [.dense(4), .relu(name: "r"), .dense(2)])
  }

  @Test func anUnknownKindNamesItsLayer() throws {
    var options = try defaults()
    options["layers"] = try JSON(parsing: #"[{"kind": "relu"}, {"kind": "lstm"}]"#)
    let read = try Options(.object(options))
    #expect(throws: PluginError.self) { try read.layers(classes: 10) }
    do {
      _ = try read.layers(classes: 10)
    } catch { #expect("\(error)".contains("layer 2: there is no kind 'lstm'")) }
  }
}
