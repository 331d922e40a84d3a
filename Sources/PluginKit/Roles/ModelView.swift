import PluginAPI

/// The model as the host lends it to a visualizer, wherever it runs. Valid for the call that received it.
public struct ModelView {
  private let raw: UnsafePointer<leap_model_view>
  private let call: Call
  /// What can be asked for, by number: 0 the input, 1 the logits, then the named activations.
  public let ports: [Port]
  /// Whether `gradient` can be asked for.
  public let offersGradients: Bool

  init?(_ view: UnsafePointer<leap_model_view>?, _ call: Call) throws {
    guard let view else { return nil }
    raw = view
    self.call = call
    offersGradients = view.pointee.gradient != nil
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

/// Lends a view to the host as a tensor.
private func withTensor<Element, Result>(
  _ view: TensorView<Element>, _ body: (UnsafePointer<leap_tensor>) throws -> Result
) rethrows -> Result {
  try withTensor(view.values, shape: view.shape, body)
}

private func withOptionalTensor<Element>(
  _ view: TensorView<Element>?, _ body: (UnsafePointer<leap_tensor>?) throws -> Void
) rethrows {
  if let view { try withTensor(view, body) } else { try body(nil) }
}

private func withTensors(
  _ views: [MutableTensorView<Float>], _ body: (UnsafePointer<UnsafeMutablePointer<leap_tensor>?>?) throws -> Void
) throws {
  try withOptionalTensors(views, body)
}

/// Lends several views to the host as tensors to fill; NULL for those that are nil.
private func withOptionalTensors(
  _ views: [MutableTensorView<Float>?], _ body: (UnsafePointer<UnsafeMutablePointer<leap_tensor>?>?) throws -> Void
) throws {
  var pointers: [UnsafeMutablePointer<leap_tensor>?] = []
  func descend(_ i: Int) throws {
    if i == views.count { return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) } }
    guard let view = views[i] else {
      pointers.append(nil)
      return try descend(i + 1)
    }
    try withTensor(UnsafeBufferPointer(view.values), shape: view.shape) { tensor in
      pointers.append(UnsafeMutablePointer(mutating: tensor))
      try descend(i + 1)
    }
  }
  try descend(0)
}

/// Lends targets to the host with their seeds.
private func withTargets(_ targets: [Target], _ body: (UnsafeBufferPointer<leap_target>) throws -> Void) throws {
  var raws: [leap_target] = []
  func descend(_ i: Int) throws {
    if i == targets.count { return try raws.withUnsafeBufferPointer { try body($0) } }
    var raw = leap_target()
    switch targets[i] {
    case .score(let index):
      raw.kind = UInt32(LEAP_TARGET_SCORE)
      raw.index = Int64(index)
    case .loss: raw.kind = UInt32(LEAP_TARGET_LOSS)
    case .seed(let port, let seed):
      raw.kind = UInt32(LEAP_TARGET_SEED)
      raw.port = UInt32(port)
      return try withTensor(seed) { seed in
        raw.seed = seed
        raws.append(raw)
        try descend(i + 1)
      }
    }
    raws.append(raw)
    try descend(i + 1)
  }
  try descend(0)
}
