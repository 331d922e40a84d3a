import Core
import PluginAPI

/// A number for each sample, to be explained.
public enum VisualTarget: Hashable, Sendable {
  /// The logit of a class.
  case score(Int)
  /// The sample's own loss.
  case loss
  /// The logit of one class minus that of another.
  case difference(Int, Int)
}

/// A visualizer, as on-demand work sees it.
public protocol VisualizerRole: Sendable {
  /// Methods that work with this model, the default first.
  func methods(for model: PluginModel?) async throws -> [String]
  func render(
    _ batch: SampleBatch, targets: [VisualTarget], method: String?, layer: String?, options: String?, model: PluginModel?
  ) async throws -> Results
}

/// A visualizer behind the ABI.
public struct PluginVisualizer: VisualizerRole {
  private let instance: Instance
  private let table: Frozen<leap_visualizer>

  init(_ instance: Instance) {
    self.instance = instance
    table = Frozen(instance)
  }

  public var library: String { instance.component.library }

  public func methods(for model: PluginModel?) async throws -> [String] {
    let (table, sink, view) = (table, ResultSink(), model.map(ModelViewContext.init))
    try await instance.call("listing methods") { instance, call in
      lend(view) { table.pointer.pointee.describe(instance, call, $0, sink.handle) }
    }
    return sink.results.withLock { $0.list }
  }

  public func render(
    _ batch: SampleBatch, targets: [VisualTarget], method: String?, layer: String?, options: String?, model: PluginModel?
  ) async throws -> Results {
    let (table, sink, view) = (table, ResultSink(), model.map(ModelViewContext.init))
    let seeds = targets.map { target -> Tensor? in
      guard case .difference(let a, let b) = target, let classes = model?.classes else { return nil }
      var seed = [Float](repeating: 0, count: classes)
      if seed.indices.contains(a) { seed[a] += 1 }
      if seed.indices.contains(b) { seed[b] -= 1 }
      return Tensor(seed, [1, classes])
    }
    try await instance.call("drawing \(method ?? "a map")") { instance, call in
      let raw = zip(targets, seeds).map { leap_target($0, seed: $1) }
      return raw.withUnsafeBufferPointer { raw in
        withOptionalCString(method) { method in
          withOptionalCString(layer) { layer in
            withOptionalCString(options) { options in
              var request = leap_request()
              request.struct_size = UInt32(MemoryLayout<leap_request>.size)
              request.target_count = UInt32(raw.count)
              request.targets = raw.baseAddress
              request.method = method
              request.layer = layer
              request.options_json = options
              return lend(view) { view in
                batch.withRaw { table.pointer.pointee.render(instance, call, view, &request, $0, sink.handle) }
              }
            }
          }
        }
      }
    }
    return sink.results.withLock { $0 }
  }
}

private func lend(_ view: ModelViewContext?, _ body: (UnsafePointer<leap_model_view>?) -> Int32) -> Int32 {
  if let view { view.withView { body($0) } } else { body(nil) }
}

extension leap_target {
  fileprivate init(_ target: VisualTarget, seed: Tensor?) {
    self.init()
    switch target {
    case .score(let index):
      kind = UInt32(LEAP_TARGET_SCORE)
      self.index = Int64(index)
    case .loss: kind = UInt32(LEAP_TARGET_LOSS)
    case .difference:
      kind = UInt32(LEAP_TARGET_SEED)
      port = UInt32(LEAP_PORT_LOGITS)
      self.seed = seed.map { UnsafePointer($0.raw) }
    }
  }
}
