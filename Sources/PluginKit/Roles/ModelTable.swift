import PluginAPI

/// The functions of a model behind the ABI; what a type does not conform to is NULL.
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
