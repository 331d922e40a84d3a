import Kernels
import PluginKit
import Testing

@testable import MNISTCNN

/// From a safetensors file into an engine, as the plugin does it: a tensor that does not fit is named, and nothing changes.
@Suite struct LoadedWeightsTests {
  private func engine() throws -> Engine {
    let engine = Engine(try Network(input: Shape(1, 2, 2), classes: 2, layers: [.dense(2)]))
    engine.initialize(seed: 1)
    return engine
  }

  private func refusal(_ tensors: [(name: String, shape: [Int], values: [Float])]) throws -> String {
    let engine = try engine()
    let before = engine.state()
    var writer = SafetensorsWriter()
    for tensor in tensors { writer.add(tensor.name, tensor.shape, tensor.values) }
    let reader = try SafetensorsReader(writer.bytes)
    do {
      try engine.load(reader.tensors.map { StateEntry(name: $0.name, shape: $0.shape, values: try reader.floats($0)) })
      return "accepted"
    } catch {
      #expect(engine.state() == before)
      return "\(error)"
    }
  }

  private let weight = (name: "dense1.weight", shape: [2, 4], values: [Float](repeating: 1, count: 8))
  private let bias = (name: "dense1.bias", shape: [2], values: [Float](repeating: 1, count: 2))

  @Test func whatFitsIsTaken() throws {
    #expect(try refusal([weight, bias]) == "accepted")
    #expect(try refusal([bias, weight]) == "accepted")
  }

  @Test func whatDoesNotIsNamed() throws {
    #expect(try refusal([weight]) == "weight dense1.bias: is missing; expected shape [2]")
    #expect(try refusal([weight, bias, ("more", [1], [0])]) == "weight more: this network has no such weight")
    #expect(try refusal([(weight.name, [4, 2], weight.values), bias]).contains("has shape [4, 2], expected [2, 4]"))
    #expect(try refusal([weight, (bias.name, [2], [0, .nan])]).contains("value 1 is nan"))
    #expect(try refusal([weight, (bias.name, [2], [.infinity, 0])]).contains("value 0 is inf"))
  }
}
