import Kernels
import PluginAPI

#if canImport(TestHost)
  import TestHost
#endif

/// The engine behind the C face of a model, as the host lends it to the plugin.
final class EngineView {
  let engine: Engine
  let offersGradients: Bool
  /// Gradients summed over the positions of a layer.
  let offersSums: Bool
  /// Targets other than scores and the loss.
  let takesSeeds: Bool
  let parallel: Parallel
  /// The number of the weights that the plugin is told; 0: none.
  var weights: UInt64 = 0
  /// Calls of `gradient` so far.
  private(set) var gradientCalls = 0

  init(
    _ engine: Engine, offersGradients: Bool = true, offersSums: Bool = true, takesSeeds: Bool = true,
    on parallel: Parallel = .serial
  ) {
    self.engine = engine
    self.offersGradients = offersGradients
    self.offersSums = offersSums
    self.takesSeeds = takesSeeds
    self.parallel = parallel
  }

  func withView<Result>(_ body: (UnsafePointer<leap_model_view>) throws -> Result) rethrows -> Result {
    var view = leap_model_view()
    view.struct_size = UInt32(MemoryLayout<leap_model_view>.size)
    view.context = Unmanaged.passUnretained(self).toOpaque()
    view.weights = weights
    view.port = { context, _, i, out in
      let view = EngineView.of(context)
      let ports = view.engine.network.ports
      guard Int(i) < ports.count else { return Int32(LEAP_END) }
      out!.pointee = leap_port(ports[Int(i)], offersSums: view.offersSums)
      return 0
    }
    view.forward = { context, call, x, count, ports, outs in
      EngineView.attempt(call) {
        let outputs = (0..<Int(count)).map { Engine.Output(Int(ports![$0]), floats(outs![$0]!)) }
        let view = EngineView.of(context)
        try view.engine.forward(floats(x!), count: Int(x!.pointee.shape[0]), outputs: outputs, on: view.parallel)
      }
    }
    if offersGradients {
      view.gradient = { context, call, x, labels, targetCount, targets, count, ports, gradients, values in
        let view = EngineView.of(context)
        view.gradientCalls += 1
        guard view.takesSeeds || !(0..<Int(targetCount)).contains(where: { Int(targets![$0].kind) == Int(LEAP_TARGET_SEED) })
        else {
          return testHost.pointee.fail(call, Int32(LEAP_EUNSUPPORTED), "this model takes no seeds")
        }
        return EngineView.attempt(call) {
          try view.engine.gradient(
            floats(x!), labels: labels.map { UnsafePointer($0.pointee.data.assumingMemoryBound(to: Int64.self)) },
            count: Int(x!.pointee.shape[0]), targets: (0..<Int(targetCount)).map { GradientTarget(targets![$0]) },
            outputs: (0..<Int(count)).map { i in
              let port = Int(ports![i]), isMaps = view.engine.network.ports[port].isMaps
              let isSummed = isMaps && gradients![i]!.pointee.ndim == 3
              precondition(view.offersSums || !isSummed, "sums were asked of a model that does not offer them")
              return GradientOutput(
                port, gradients: floats(gradients![i]!), isSummed: isSummed,
                values: values?[i].map { floats($0) })
            }, on: view.parallel)
        }
      }
    }
    return try withExtendedLifetime(self) { try body(&view) }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> EngineView {
    Unmanaged<EngineView>.fromOpaque(context!).takeUnretainedValue()
  }

  private static func attempt(_ call: OpaquePointer?, _ body: () throws -> Void) -> Int32 {
    do {
      try body()
      return 0
    } catch {
      return testHost.pointee.fail(call, Int32(LEAP_EARG), "\(error)")
    }
  }
}

private func floats(_ tensor: UnsafePointer<leap_tensor>) -> UnsafeMutablePointer<Float> {
  precondition(Int(bitPattern: tensor.pointee.data) % 64 == 0, "the ABI promises memory that begins on a multiple of 64 bytes")
  return tensor.pointee.data.assumingMemoryBound(to: Float.self)
}

extension GradientTarget {
  fileprivate init(_ raw: leap_target) {
    switch Int(raw.kind) {
    case Int(LEAP_TARGET_SCORE): self = .score(Int(raw.index))
    case Int(LEAP_TARGET_LOSS): self = .loss
    default:
      self = .seed(
        port: Int(raw.port), values: raw.seed.pointee.data.assumingMemoryBound(to: Float.self),
        isShared: raw.seed.pointee.shape[0] == 1)
    }
  }
}

extension leap_port {
  fileprivate init(_ port: NetworkPort, offersSums: Bool) {
    self.init()
    withUnsafeMutableBytes(of: &name) { $0.copyBytes(from: port.name.utf8) }
    (dtype_code, dtype_bits) = (UInt8(LEAP_FLOAT), 32)
    flags = UInt16(
      (port.isFeatures ? LEAP_PORT_FEATURES : 0) | (port.isMaps ? LEAP_PORT_MAPS : 0)
        | (port.isMaps && offersSums ? LEAP_PORT_SUMS : 0))
    let sizes = port.name == "input" ? [port.shape.channels, port.shape.height, port.shape.width] : port.shape.dimensions
    ndim = Int32(sizes.count)
    withUnsafeMutableBytes(of: &dim) { bytes in
      for (i, size) in sizes.enumerated() { bytes.bindMemory(to: Int64.self)[i] = Int64(size) }
    }
  }
}
