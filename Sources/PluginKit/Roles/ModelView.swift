import PluginAPI

/// The model as the host lends it to a visualizer, wherever it runs. Valid for the call that received it.
public struct ModelView {
  private let raw: UnsafePointer<leap_model_view>
  private let call: Call
  /// 0 the input, 1 the logits, then the named activations.
  public let ports: [Port]
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

  public var input: Port { ports[Int(LEAP_PORT_INPUT)] }
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

  /// Values of several ports for `[n, input.shape]`, each `[n, shape of the port]`.
  public func forward(_ inputs: UnsafeBufferPointer<Float>, count n: Int, ports wanted: [Int]) throws -> [[Float]] {
    var outputs = wanted.map { [Float](repeating: 0, count: n * ports[$0].count) }
    try withTensor(inputs, shape: [n] + input.shape) { x in
      try withTensors(&outputs, wanted.map { [n] + ports[$0].shape }) { outs in
        let status = wanted.map(UInt32.init).withUnsafeBufferPointer {
          raw.pointee.forward(raw.pointee.context, call.raw, x, UInt32(wanted.count), $0.baseAddress, outs)
        }
        try Self.check(status, "run the model")
      }
    }
    return outputs
  }

  /// Gradients of each target towards each of the wanted ports, `[n, targets, shape of the port]`, and the ports' values,
  /// `[n, shape of the port]`.
  /// - Throws: `.unsupported` if the model offers no gradients.
  public func gradient(
    _ inputs: UnsafeBufferPointer<Float>, count n: Int, labels: UnsafeBufferPointer<Int64>?, targets: Targets, ports wanted: [Int]
  ) throws -> [(gradient: [Float], values: [Float])] {
    guard let gradient = raw.pointee.gradient else { throw PluginError(.unsupported, "the model offers no gradients") }
    var gradients = wanted.map { [Float](repeating: 0, count: n * targets.count * ports[$0].count) }
    var values = wanted.map { [Float](repeating: 0, count: n * ports[$0].count) }
    try withTensor(inputs, shape: [n] + input.shape) { x in
      try withTensors(&gradients, wanted.map { [n, targets.count] + ports[$0].shape }) { gradients in
        try withTensors(&values, wanted.map { [n] + ports[$0].shape }) { values in
          func run(_ labels: UnsafePointer<leap_tensor>?) throws {
            let status = wanted.map(UInt32.init).withUnsafeBufferPointer {
              gradient(
                raw.pointee.context, call.raw, x, labels, UInt32(targets.count), targets.raw, UInt32(wanted.count),
                $0.baseAddress, gradients, values)
            }
            try Self.check(status, "take the model's gradients")
          }
          if let labels { try withTensor(labels, shape: [n]) { try run($0) } } else { try run(nil) }
        }
      }
    }
    return zip(gradients, values).map { ($0, $1) }
  }

  private static func check(_ status: Int32, _ what: String) throws {
    // The host has already noted the model's own words in this call.
    if status < 0 { throw PluginError(PluginError.Code(rawValue: status), "could not \(what)") }
  }
}

/// The targets of a request, as they came from the host.
public struct Targets {
  let raw: UnsafePointer<leap_target>?
  public let count: Int
  public let needLabels: Bool

  init(_ raw: UnsafePointer<leap_target>?, _ count: UInt32) throws {
    guard count > 0, let raw else { throw PluginError(.argument, "the request names no target") }
    self.raw = raw
    self.count = Int(count)
    needLabels = (0..<Int(count)).contains { Int(raw[$0].kind) == Int(LEAP_TARGET_LOSS) }
  }
}

/// Lends several arrays to the host as tensors to fill.
private func withTensors(
  _ arrays: inout [[Float]], _ shapes: [[Int]], _ body: (UnsafePointer<UnsafeMutablePointer<leap_tensor>?>?) throws -> Void
) throws {
  let copies = arrays.map { array in
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(64, array.count * 4), alignment: 64)
    return UnsafeMutableBufferPointer(start: memory.bindMemory(to: Float.self, capacity: array.count), count: array.count)
  }
  defer { for copy in copies { UnsafeMutableRawPointer(copy.baseAddress!).deallocate() } }
  var pointers: [UnsafeMutablePointer<leap_tensor>?] = []
  func descend(_ i: Int) throws {
    if i == copies.count { return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) } }
    try withTensor(UnsafeBufferPointer(copies[i]), shape: shapes[i]) { tensor in
      pointers.append(UnsafeMutablePointer(mutating: tensor))
      try descend(i + 1)
    }
  }
  try descend(0)
  for (i, copy) in copies.enumerated() { arrays[i] = Array(copy) }
}
