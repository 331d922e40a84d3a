import Core
import PluginAPI

/// A model behind the ABI. Its calls run one at a time, never on the caller's thread; only a visualizer's run on that one's.
public struct PluginModel: ModelRole {
  let instance: Instance
  let weights = WeightsNumber()
  private let table: RoleTable<leap_model>
  /// What `forward` can fill, all float32 with unique names: 0 the input, 1 the logits `[classes]`, then named activations.
  public let ports: [PortInfo]

  /// Builds the model for samples of that shape.
  /// - Parameter features: the port of the latent features; nil: as the model says.
  init(_ instance: Instance, input: PortInfo, classes: Int, features: String? = nil) async throws {
    self.instance = instance
    let table = RoleTable<leap_model>(instance)
    self.table = table
    try await instance.call("building the model for inputs \(input.shape) and \(classes) classes") { instance, call in
      withUnsafePointer(to: input.raw) { table.pointer.pointee.build(instance, call, $0, Int64(classes)) }
    }
    let raw = try await instance.items("listing the model's ports", leap_port()) { table.pointer.pointee.port($0, $1, $2, $3) }
    ports = try raw.compactMap(PortInfo.init).choosing(features: features, of: instance.component.library)
    guard ports.count == raw.count, ports.count >= 2, ports.allSatisfy({ $0.dtype == .float32 }), ports[0].shape == input.shape,
      ports[1].shape == [classes]
    else { throw instance.component.broken("its ports are not: the input as given, \(classes) logits, then float32 activations") }
    guard Set(ports.map(\.name)).count == ports.count else {
      throw instance.component.broken("two of its ports have the same name")
    }
  }

  /// Whether the plugin can initialize weights and take training steps.
  public var offersTraining: Bool { table.pointer.pointee.initialize != nil && table.pointer.pointee.train_step != nil }
  /// Whether the plugin computes gradients, as most heat maps need.
  public var offersGradients: Bool { table.pointer.pointee.gradient != nil }
  /// Whether the plugin can both save and load its state.
  public var offersState: Bool { table.pointer.pointee.save != nil && table.pointer.pointee.load != nil }

  private func unsupported(_ what: String) -> LeapError {
    LeapError(
      .usage, doing: "asking the model '\(instance.component.library)' to \(what)", problem: "it does not offer that",
      remedy: "choose a model plugin that does")
  }

  /// Random weights as a function of the seed, at step 0. Throws `LeapError` where the plugin does not train.
  public func initialize(seed: UInt64) async throws {
    guard offersTraining else { throw unsupported("train") }
    let table = table
    defer { weights.renew() }
    try await instance.call("initializing the weights") { table.pointer.pointee.initialize($0, $1, seed) }
  }

  /// Takes one optimizer step; the answer is the batch's mean loss and accuracy before it.
  /// - Throws: `LeapError` where the plugin does not train, fails, or reports no loss or accuracy.
  public func train(_ step: TrainingStep) async throws -> (loss: Double, accuracy: Double) {
    guard offersTraining else { throw unsupported("train") }
    let (table, sink) = (table, ResultSink())
    defer { weights.renew() }
    try await instance.call("training, epoch \(step.epoch + 1), step \(step.step)") { instance, call in
      var raw = leap_step()
      raw.struct_size = UInt32(MemoryLayout<leap_step>.size)
      raw.seed = step.seed
      raw.epoch = Int64(step.epoch)
      raw.step = Int64(step.step)
      raw.learning_rate = step.learningRate
      raw.inputs = UnsafePointer(step.inputs.raw)
      raw.labels = UnsafePointer(step.labels.raw)
      return table.pointer.pointee.train_step(instance, call, &raw, sink.handle)
    }
    let numbers = sink.results.withLock { $0.numbers }
    guard let loss = numbers["loss"], let accuracy = numbers["accuracy"] else {
      throw instance.component.broken("a training step reported no loss or no accuracy")
    }
    return (loss, accuracy)
  }

  /// Fills each of `outputs` `[n, shape of its port]` float32 for `inputs` `[n, input]` in one pass, without dropout.
  public func forward(inputs: Tensor, outputs: [(port: Int, values: Tensor)]) async throws {
    let table = table
    try await instance.call("computing \(inputs.shape.first ?? 0) samples") { instance, call in
      let numbers = outputs.map { UInt32($0.port) }
      let tensors = outputs.map { Optional($0.values.raw) }
      return table.pointer.pointee.forward(instance, call, inputs.raw, UInt32(outputs.count), numbers, tensors)
    }
  }

  /// The bytes of that state, a safetensors file. Throws `LeapError` where the plugin does not keep state.
  public func save(_ state: ModelState) async throws -> [UInt8] {
    guard offersState else { throw unsupported("save its weights") }
    let (table, stream) = (table, ByteStream())
    try await instance.call("saving its state") { table.pointer.pointee.save($0, $1, state.rawValue, stream.handle) }
    return stream.bytes
  }

  /// Takes back what `save` gave for that state. Throws `LeapError`, and then the model is as it was before.
  public func load(_ state: ModelState, _ bytes: [UInt8]) async throws {
    guard offersState else { throw unsupported("load weights") }
    let (table, stream) = (table, ByteStream(bytes))
    defer { weights.renew() }
    try await instance.call("loading weights") { table.pointer.pointee.load($0, $1, state.rawValue, stream.handle) }
  }

  /// Facts that the plugin tells of the built model, such as "summary", "plan" and "parameters"; empty where it tells none.
  public func describe() async throws -> Results {
    guard table.pointer.pointee.describe != nil else { return Results() }
    let (table, sink) = (table, ResultSink())
    try await instance.call("describing the model") { table.pointer.pointee.describe($0, $1, sink.handle) }
    return sink.results.withLock { $0 }
  }
}

extension [PortInfo] {
  /// The ports, of which the named one alone has the latent features.
  fileprivate func choosing(features name: String?, of library: String) throws -> [PortInfo] {
    guard let name else { return self }
    // The input is no answer of the model's.
    let names = dropFirst().map(\.name)
    guard names.contains(name) else {
      throw LeapError(
        .usage, doing: "choosing the latent features of model '\(library)'", problem: "it has no port '\(name)'",
        remedy: nearestWord(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? "choose from \(names.joined(separator: ", "))")
    }
    return map { port in
      var port = port
      port.isFeatures = port.name == name
      return port
    }
  }
}
