import PluginAPI

/// The model as the host lends it to a visualizer, wherever it runs. Valid for the call that received it.
public struct ModelView {
  private let raw: UnsafePointer<leap_model_view>
  private let call: Call
  /// What can be asked for, by number: 0 the input, 1 the logits, then the named activations.
  public let ports: [Port]
  /// Whether `gradient` can be asked for.
  public let offersGradients: Bool
  /// Equal numbers are the same model with the same weights for as long as the process lives; nil where the host does not say.
  public let weights: UInt64?

  init?(_ view: UnsafePointer<leap_model_view>?, _ call: Call) throws {
    guard let view else { return nil }
    raw = view
    self.call = call
    offersGradients = view.pointee.gradient != nil
    weights = Self.weights(of: view.pointee)
    var ports: [Port] = []
    while true {
      var port = leap_port()
      let status = view.pointee.port(view.pointee.context, call.raw, UInt32(ports.count), &port)
      if status == LEAP_END { break }
      try Self.check(status, "list the model's ports")
      ports.append(try Port(port))
    }
    self.ports = ports
  }

  /// A host of before there were numbers sent a shorter table; 0 says that there is none.
  private static func weights(of view: leap_model_view) -> UInt64? {
    let needed = MemoryLayout<leap_model_view>.offset(of: \.weights)! + MemoryLayout<UInt64>.size
    return Int(view.struct_size) >= needed && view.weights != 0 ? view.weights : nil
  }

  /// The port of the model's input.
  public var input: Port { ports[Int(LEAP_PORT_INPUT)] }
  /// How many classes the model tells apart.
  public var classes: Int { ports[Int(LEAP_PORT_LOGITS)].count }

  /// The number of a port by its name.
  /// - Throws: `.argument` that lists the names of `candidates`.
  public func port(named name: String, among candidates: [Port]? = nil) throws -> Int {
    let candidates = candidates ?? Array(ports.dropFirst())
    guard candidates.contains(where: { $0.name == name }), let i = ports.firstIndex(where: { $0.name == name }) else {
      throw PluginError(.argument, "there is no layer '\(name)'; choose from \(candidates.map(\.name).joined(separator: ", "))")
    }
    return i
  }

  /// Computes the wanted ports of one batch `[n, input.shape]` in one pass; each output is `[n, shape of its port]`.
  /// The memory of all tensors begins on a multiple of 64 bytes, as the model may expect.
  public func forward(_ inputs: TensorView<Float>, into outputs: [(port: Int, values: MutableTensorView<Float>)]) throws {
    try withTensor(inputs) { x in
      try withTensors(outputs.map(\.values)) { outs in
        let status = outputs.map { UInt32($0.port) }.withUnsafeBufferPointer {
          raw.pointee.forward(raw.pointee.context, call.raw, x, UInt32(outputs.count), $0.baseAddress, outs)
        }
        try Self.check(status, "run the model")
      }
    }
  }

  /// Gradients of each target, each sample on its own; all targets share one forward pass. Memory as for `forward`.
  /// - Throws: `.unsupported` if the model offers no gradients.
  public func gradient(
    _ inputs: TensorView<Float>, labels: TensorView<Int64>?, targets: [Target], into requests: [GradientRequest]
  ) throws {
    guard let gradient = raw.pointee.gradient else { throw PluginError(.unsupported, "the model offers no gradients") }
    let ports = requests.map { UInt32($0.port) }
    try withTensor(inputs) { x in
      try withOptionalTensor(labels) { labels in
        try withTargets(targets) { targets in
          try withTensors(requests.map(\.gradient)) { gradients in
            try withOptionalTensors(requests.map(\.values)) { values in
              let status = gradient(
                raw.pointee.context, call.raw, x, labels, UInt32(targets.count), targets.baseAddress, UInt32(ports.count),
                ports, gradients, values)
              try Self.check(status, "take the model's gradients")
            }
          }
        }
      }
    }
  }

  private static func check(_ status: Int32, _ what: String) throws {
    // The host has already noted the model's own words in this call.
    if status < 0 { throw PluginError(PluginError.Code(rawValue: status), "could not \(what)") }
  }
}
