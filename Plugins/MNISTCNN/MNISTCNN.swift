import Kernels
import PluginKit

/// A convolutional classifier, trained and explained by the engine of Kernels; layers as leap.yaml says.
final class MNISTCNN: ModelPlugin {
  static let manifest = Manifest(
    id: "mnist-cnn", title: "Convolutional classifier",
    summary: "Trains a network of convolutions, pooling and dense layers, and gives predictions, activations and gradients",
    options: Options.table)

  let options: Options
  private var built: (engine: Engine, input: PluginKit.Port)?

  init(options: OptionValues, call: Call) { self.options = Options(options) }

  func build(input: PluginKit.Port, classes: Int, call: Call) throws {
    try adapted {
      guard built == nil else { throw PluginError(.state, "the model was built before") }
      guard input.dtype == .float32 else { throw PluginError(.unsupported, "the input is \(input.dtype), expected float32") }
      let shape =
        switch input.shape.count {
        case 3: Shape(input.shape[0], input.shape[1], input.shape[2])
        case 2: Shape(1, input.shape[0], input.shape[1])
        case 1: Shape(input.shape[0], 1, 1)
        default:
          throw PluginError(.unsupported, "the input has shape \(input.shape); expected [channels, height, width]")
        }
      try options.settings.check(classes: classes)
      let network = try Network(input: shape, classes: classes, layers: options.layers(classes: classes))
      built = (Engine(network), input)
    }
  }

  func engine() throws -> Engine {
    guard let built else { throw PluginError(.state, "the model was not built") }
    return built.engine
  }

  /// None before `build`.
  var ports: [PluginKit.Port] {
    guard let built else { return [] }
    return built.engine.network.ports.enumerated().map { i, port in
      PluginKit.Port(
        port.name, shape: i == NetworkPort.input ? built.input.shape : port.shape.dimensions, isFeatures: port.isFeatures,
        isMaps: port.isMaps, offersSums: !port.shape.isFlat)
    }
  }

  func forward(inputs: TensorView<Float>, outputs: [(port: Int, values: MutableTensorView<Float>)], call: Call) throws {
    try adapted {
      guard let x = inputs.values.baseAddress else { return }
      try engine().forward(
        x, count: inputs.shape[0],
        outputs: outputs.compactMap { output in output.values.values.baseAddress.map { Engine.Output(output.port, $0) } },
        on: Parallel(call))
    }
  }

  func describe(into sink: Sink, call: Call) throws {
    let engine = try engine()
    try sink.put("parameters", engine.parameterCount)
    try sink.put("summary", "kernels: " + engine.kernels.joined(separator: "; "))
    try sink.put("plan", engine.plan.joined(separator: "\n"))
  }
}

extension Parallel {
  /// The host's threads, for as long as the call runs.
  init(_ call: Call) { self.init(lanes: call.lanes, run: call.parallel) }
}

/// Gives the engine's refusals their code; the words are the engine's own.
func adapted<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as NetworkError {
    switch error {
    case .weight: throw PluginError(.data, error.description)
    default: throw PluginError(.argument, error.description)
    }
  }
}
