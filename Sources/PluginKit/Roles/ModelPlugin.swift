import PluginAPI

/// Role model: computes logits and named activations. Made by `init`, then `build`, then weights (initialize or load).
public protocol ModelPlugin: Component {
  /// Fixes the shape of the input (without the batch) and the number of classes. Called once.
  /// - Throws: where the layers do not fit, with the layer's number and the shape at that point.
  func build(input: Port, classes: Int, call: Call) throws
  /// 0 the input, 1 the logits, then the named activations. Called after `build`.
  var ports: [Port] { get }
  /// Computes the wanted ports of one batch `[n, input.shape]` in one pass, in evaluation mode.
  /// Each output is `[n, shape of its port]`.
  func forward(inputs: TensorView<Float>, outputs: [(port: Int, values: MutableTensorView<Float>)], call: Call) throws
  /// Facts for people, e.g. "parameters", "summary" (short lines, shown before training) and "plan" (all of it).
  func describe(into sink: Sink, call: Call) throws
}

/// One optimizer step.
public struct TrainingStep {
  /// Seed of the run: every random choice is a function of it, `step` and the position in the batch.
  public let seed: UInt64
  public let epoch: Int
  /// Counts over all epochs, from 0.
  public let step: Int
  public let learningRate: Double
  /// `[n, input.shape]`
  public let inputs: TensorView<Float>
  /// `[n]`
  public let labels: TensorView<Int64>
}

/// A model that learns.
public protocol TrainableModel: ModelPlugin {
  /// Random weights; forgets the optimizer's state.
  func initialize(seed: UInt64, call: Call) throws
  /// - Returns: mean loss and accuracy of the batch before the step.
  func train(_ step: TrainingStep, call: Call) throws -> (loss: Double, accuracy: Double)
}

/// What `gradient` fills for one port.
public struct GradientRequest {
  public let port: Int
  /// `[n, targets, port's shape]`, or `[n, targets, channels]`
  public let gradient: MutableTensorView<Float>
  /// The gradient is wanted summed over the positions; only where the port offers it.
  public let isSummed: Bool
  /// `[n, port's shape]`, if wanted
  public let values: MutableTensorView<Float>?

  public init(
    port: Int, gradient: MutableTensorView<Float>, isSummed: Bool = false, values: MutableTensorView<Float>? = nil
  ) {
    self.port = port
    self.gradient = gradient
    self.isSummed = isSummed
    self.values = values
  }
}

/// A model that offers gradients.
public protocol DifferentiableModel: ModelPlugin {
  /// d target / d port for each sample on its own; all targets share one forward pass.
  func gradient(
    inputs: TensorView<Float>, labels: TensorView<Int64>?, targets: [Target], requests: [GradientRequest], call: Call) throws
  /// Gradients of the mean loss in evaluation mode, put by weight name.
  func parameterGradient(inputs: TensorView<Float>, labels: TensorView<Int64>, into sink: Sink, call: Call) throws
}

public enum ModelState: UInt32, Sendable {
  /// What `forward` needs.
  case weights
  /// That and all that the next training step needs.
  case training
}

/// A model whose state can be kept; both states are safetensors files.
public protocol PersistentModel: ModelPlugin {
  func save(_ state: ModelState, to stream: OutputStream, call: Call) throws
  /// When it throws, the model is as it was before.
  func load(_ state: ModelState, from stream: InputStream, call: Call) throws
}

func modelTable(_ type: any ModelPlugin.Type) -> UnsafeRawPointer {
  var table = leap_model()
  table.struct_size = UInt32(MemoryLayout<leap_model>.size)
  table.build = { instance, call, input, classes in
    serve((any ModelPlugin).self, instance, call) { model, call in
      guard let input else { throw PluginError(.argument, "the input port is NULL") }
      guard classes > 0, classes < 1 << 24 else { throw PluginError(.argument, "\(classes) classes: at least 1 is needed") }
      try model.build(input: Port(input.pointee), classes: Int(classes), call: call)
    }
  }
  table.port = { instance, call, i, out in
    serveItem((any ModelPlugin).self, instance, call, i, out) { model, _ in model.ports.map(\.raw) }
  }
  table.forward = { instance, call, x, count, ports, outs in
    serve((any ModelPlugin).self, instance, call) { model, call in
      let all = model.ports
      let inputs = try modelInputs(all, x)
      let outputs = try (0..<Int(count)).map { i in
        let port = try chosenPort(all, ports, i)
        return (port, try MutableTensorView<Float>(outs?[i], all[port].name, [inputs.shape[0]] + all[port].shape))
      }
      try model.forward(inputs: inputs, outputs: outputs, call: call)
    }
  }
  table.describe = { instance, call, sink in
    serve((any ModelPlugin).self, instance, call) { model, call in try model.describe(into: Sink(raw: sink), call: call) }
  }
  if type is any TrainableModel.Type { addTraining(to: &table) }
  if type is any DifferentiableModel.Type { addGradients(to: &table) }
  if type is any PersistentModel.Type {
    table.save = { instance, call, state, stream in
      serve((any PersistentModel).self, instance, call) { model, call in
        try model.save(modelState(state), to: OutputStream(raw: stream), call: call)
      }
    }
    table.load = { instance, call, state, stream in
      serve((any PersistentModel).self, instance, call) { model, call in
        try model.load(modelState(state), from: InputStream(raw: stream), call: call)
      }
    }
  }
  return UnsafeRawPointer(immortal(table))
}

private func addTraining(to table: inout leap_model) {
  table.initialize = { instance, call, seed in
    serve((any TrainableModel).self, instance, call) { model, call in try model.initialize(seed: seed, call: call) }
  }
  table.train_step = { instance, call, step, sink in
    serve((any TrainableModel).self, instance, call) { model, call in
      guard let step = step?.pointee else { throw PluginError(.argument, "the step is NULL") }
      let inputs = try modelInputs(model.ports, step.inputs)
      let result = try model.train(
        TrainingStep(
          seed: step.seed, epoch: Int(step.epoch), step: Int(step.step), learningRate: step.learning_rate, inputs: inputs,
          labels: try TensorView(step.labels, "labels", [inputs.shape[0]])), call: call)
      try Sink(raw: sink).put("loss", result.loss)
      try Sink(raw: sink).put("accuracy", result.accuracy)
    }
  }
}

private func addGradients(to table: inout leap_model) {
  table.gradient = { instance, call, x, labels, targetCount, targets, count, ports, gradients, values in
    serve((any DifferentiableModel).self, instance, call) { model, call in
      let all = model.ports
      let inputs = try modelInputs(all, x)
      let n = inputs.shape[0]
      guard targetCount > 0, let targets else { throw PluginError(.argument, "there is no target") }
      let chosen = try (0..<Int(targetCount)).map { try Target(targets[$0], all, n, hasLabels: labels != nil) }
      let requests = try (0..<Int(count)).map { i in
        let port = try chosenPort(all, ports, i)
        let shape = all[port].shape
        let isSummed = all[port].offersSums && shape.count == 3 && gradients?[i]?.pointee.ndim == 3
        return GradientRequest(
          port: port,
          gradient: try MutableTensorView(
            gradients?[i], "gradient of \(all[port].name)", [n, chosen.count] + (isSummed ? [shape[0]] : shape)),
          isSummed: isSummed,
          values: try values?[i].map { try MutableTensorView($0, all[port].name, [n] + all[port].shape) })
      }
      try model.gradient(
        inputs: inputs, labels: try labels.map { try TensorView($0, "labels", [n]) }, targets: chosen, requests: requests,
        call: call)
    }
  }
  table.parameter_gradient = { instance, call, x, labels, sink in
    serve((any DifferentiableModel).self, instance, call) { model, call in
      let inputs = try modelInputs(model.ports, x)
      try model.parameterGradient(
        inputs: inputs, labels: try TensorView(labels, "labels", [inputs.shape[0]]), into: Sink(raw: sink), call: call)
    }
  }
}

private func modelInputs(_ ports: [Port], _ x: UnsafePointer<leap_tensor>?) throws -> TensorView<Float> {
  guard let input = ports.first else { throw PluginError(.state, "the model was not built") }
  return try TensorView(x, "input", [nil] + input.shape)
}

private func chosenPort(_ all: [Port], _ ports: UnsafePointer<UInt32>?, _ i: Int) throws -> Int {
  guard let ports, Int(ports[i]) < all.count else { throw PluginError(.argument, "the model has no such port") }
  return Int(ports[i])
}

private func modelState(_ raw: UInt32) throws -> ModelState {
  guard let state = ModelState(rawValue: raw) else { throw PluginError(.unsupported, "unknown kind of state \(raw)") }
  return state
}
