import HeatMap
import PluginAPI
import PluginKit

#if canImport(TestHost)
  import TestHost
#endif

/// What a test asks for a map of.
enum Wanted {
  case score(Int), loss
  /// A seed for all samples alike, or one for each.
  case seed(port: Int, [Float])
}

struct Refused: Error, CustomStringConvertible { let description: String }

/// The plugin through its C face, with a model.
struct Explainer {
  let view: EngineView
  var options = "{}"

  func methods() throws -> [String] {
    let recorder = Recorder(options: options)
    try withInstance(recorder) { table, instance in
      try check(view.withView { table.pointee.describe(instance, recorder.handle, $0, recorder.handle) }, recorder)
    }
    return recorder.list
  }

  /// Describes models to one instance, one after the other.
  /// - Returns: how many gradients each was asked for.
  func gradients(of models: [EngineView]) throws -> [Int] {
    let recorder = Recorder(options: options)
    var counts: [Int] = []
    try withInstance(recorder) { table, instance in
      for model in models {
        let before = model.gradientCalls
        try check(model.withView { table.pointee.describe(instance, recorder.handle, $0, recorder.handle) }, recorder)
        counts.append(model.gradientCalls - before)
      }
    }
    return counts
  }

  /// - Parameter maps: of an earlier call, whose evidence alone is wanted.
  func render(
    _ method: String?, _ inputs: [Float], count: Int, targets: [Wanted], layer: String? = nil, labels: [Int64]? = nil,
    options request: String? = nil, references: [Float]? = nil, maps: [Float]? = nil
  ) throws -> Recorder {
    let recorder = Recorder(options: options)
    let shape = view.engine.network.input
    let sizes = [shape.channels, shape.height, shape.width]
    let inputs = Memory(inputs, [count] + sizes)
    let labels = labels.map { Memory($0, [count]) }
    let references = references.map { Memory($0, [$0.count / shape.count] + sizes) }
    let maps = maps.map { Memory($0, [count, targets.count, $0.count / (count * targets.count * shape.width), shape.width]) }
    let seeds = targets.map { target -> Memory<Float>? in
      guard case .seed(let port, let values) = target else { return nil }
      let dimensions = view.engine.network.ports[port].shape.dimensions
      return Memory(values, [values.count / dimensions.reduce(1, *)] + dimensions)
    }
    let raws = zip(targets, seeds).map { leap_target($0, $1) }
    let indices = (0..<Int64(count)).map { 100 + $0 }
    try withInstance(recorder) { table, instance in
      try withOptionalCString(method) { method in
        try withOptionalCString(layer) { layer in
          try withOptionalCString(request) { options in
            try raws.withUnsafeBufferPointer { raws in
              try indices.withUnsafeBufferPointer { indices in
                var batch = leap_batch()
                batch.struct_size = UInt32(MemoryLayout<leap_batch>.size)
                batch.count = Int64(count)
                batch.index = indices.baseAddress
                batch.inputs = UnsafePointer(inputs.tensor)
                batch.labels = labels.map { UnsafePointer($0.tensor) }
                var asked = leap_request()
                asked.struct_size = UInt32(MemoryLayout<leap_request>.size)
                asked.target_count = UInt32(raws.count)
                asked.targets = raws.baseAddress
                (asked.method, asked.layer, asked.options_json) = (method, layer, options)
                asked.references = references.map { UnsafePointer($0.tensor) }
                asked.maps = maps.map { UnsafePointer($0.tensor) }
                let status = view.withView {
                  table.pointee.render(instance, recorder.handle, $0, &asked, &batch, recorder.handle)
                }
                withExtendedLifetime((inputs, labels, references, maps, seeds)) {}
                try check(status, recorder)
              }
            }
          }
        }
      }
    }
    return recorder
  }

  private func withInstance(
    _ recorder: Recorder, _ body: (UnsafePointer<leap_visualizer>, OpaquePointer) throws -> Void
  ) throws {
    var plugin: UnsafePointer<leap_plugin>?
    try check(leapPluginEntry(testHost, recorder.handle, &plugin), recorder)
    let component = library.components.baseAddress!
    var instance: OpaquePointer?
    try check(component.pointee.create(component, recorder.handle, recorder.handle, &instance), recorder)
    defer { component.pointee.destroy(instance) }
    try body(component.pointee.vtable.assumingMemoryBound(to: leap_visualizer.self), instance!)
  }

  private func check(_ status: Int32, _ recorder: Recorder) throws {
    if status < 0 { throw Refused(description: recorder.failure?.message ?? "status \(status)") }
  }
}

extension leap_target {
  fileprivate init(_ wanted: Wanted, _ seed: Memory<Float>?) {
    self.init()
    switch wanted {
    case .score(let c): index = Int64(c)
    case .loss: kind = UInt32(LEAP_TARGET_LOSS)
    case .seed(let port, _):
      kind = UInt32(LEAP_TARGET_SEED)
      self.port = UInt32(port)
      self.seed = seed.map { UnsafePointer($0.tensor) }
    }
  }
}

private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) throws -> Result) rethrows -> Result {
  if let text { try text.withCString { try body($0) } } else { try body(nil) }
}
