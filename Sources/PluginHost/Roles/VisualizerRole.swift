import Core
import PluginAPI

/// A number for each sample, to be explained.
public enum VisualTarget: Sendable {
  /// The logit of a class.
  case score(Int)
  /// The sample's own loss.
  case loss
  /// The sum over a port of seed * value, seeds being `[n, port]` or `[1, port]`: a difference of classes, a neuron, a likeness.
  case seed(port: Int, Tensor, name: String)

  /// Whether this is the loss, which needs labels.
  public var isLoss: Bool { if case .loss = self { true } else { false } }
  /// The name of the target in captions and JSON, e.g. "class 7".
  public var name: String {
    switch self {
    case .score(let index): "class \(index)"
    case .loss: "loss"
    case .seed(_, _, let name): name
    }
  }

  /// The target for some of the samples: seeds of one row each are cut to these rows.
  public func rows(_ rows: Range<Int>) -> VisualTarget {
    guard case .seed(let port, let values, let name) = self, values.shape[0] > 1 else { return self }
    return .seed(port: port, values.rows(rows), name: name)
  }
}

/// What a person asks of a visualizer.
public struct VisualRequest: Sendable {
  /// The numbers to be explained, a result for each.
  public var targets: [VisualTarget]
  /// Kebab-case name of the method; nil: the visualizer's default.
  public var method: String?
  /// The name of the model's port to look at; nil: the visualizer's default.
  public var layer: String?
  /// A JSON object that adds to the instance's options for this request; nil: nothing.
  public var options: String?
  /// Training inputs to compare with, `[m, input]` float32; nil: none.
  public var references: Tensor?
  /// Maps `[n, targets, height, width]` already drawn for the same samples and request, of which only the evidence is wanted.
  public var maps: Tensor?
  /// A request that leaves to the visualizer's defaults what is nil.
  public init(
    targets: [VisualTarget], method: String? = nil, layer: String? = nil, options: String? = nil, references: Tensor? = nil,
    maps: Tensor? = nil
  ) {
    self.targets = targets
    self.method = method
    self.layer = layer
    self.options = options
    self.references = references
    self.maps = maps
  }
}

/// A visualizer, as on-demand work sees it.
public protocol VisualizerRole<Model>: Sendable {
  /// The models that it can be lent.
  associatedtype Model: ModelRole
  /// The id of its library, for messages.
  var library: String { get }
  /// Whether maps in pictures lie over what their cells see: `enlarge` may be `receptive-field`, and nobody has set it.
  var enlargesByField: Bool { get }
  /// What it renders ("heat-map", "image", ...), and the methods that work with this model, the default first.
  func describe(_ model: Model?) async throws -> (kind: String, methods: [String])
  /// The results for all samples of the batch and all targets of the request, by the names of `leap_visualizer`.
  func render(_ batch: SampleBatch, _ request: VisualRequest, model: Model?) async throws -> Results
}

/// A visualizer behind the ABI. Its calls run one at a time; those that it makes to the model run on its own thread.
public struct PluginVisualizer: VisualizerRole {
  private let instance: Instance
  private let table: RoleTable<leap_visualizer>
  /// Whether `enlarge` may be `receptive-field` and nobody has set that option.
  public let enlargesByField: Bool
  init(_ instance: Instance, enlargesByField: Bool) {
    self.instance = instance
    self.enlargesByField = enlargesByField
    table = RoleTable(instance)
  }
  /// Reverse-DNS id of the plugin's library, for messages.
  public var library: String { instance.component.library }
  /// The kind of its results ("heat-map", ...) and its methods for this model, the default first. Throws `LeapError`.
  public func describe(_ model: PluginModel?) async throws -> (kind: String, methods: [String]) {
    let (table, sink, view) = (table, ResultSink(), model.map(ModelViewContext.init))
    try await instance.call("listing methods") { instance, call in
      lend(view) { table.pointer.pointee.describe(instance, call, $0, sink.handle) }
    }
    return sink.results.withLock { ($0.texts["kind"] ?? "", $0.list) }
  }
  /// Results for all samples and targets, at most 64 samples a call. Throws `LeapError`, also for a wrong method or layer.
  public func render(_ batch: SampleBatch, _ request: VisualRequest, model: PluginModel?) async throws -> Results {
    let (table, sink, view) = (table, ResultSink(), model.map(ModelViewContext.init))
    try await instance.call("drawing \(request.method ?? "a picture")") { instance, call in
      request.withRaw { request in
        lend(view) { view in
          batch.withRaw { table.pointer.pointee.render(instance, call, view, request, $0, sink.handle) }
        }
      }
    }
    return sink.results.withLock { $0 }
  }
}

extension VisualRequest {
  /// Lends the request to a plugin while `body` runs.
  func withRaw(_ body: (UnsafePointer<leap_request>) -> Int32) -> Int32 {
    targets.map(leap_target.init).withUnsafeBufferPointer { targets in
      withOptionalCString(method) { method in
        withOptionalCString(layer) { layer in
          withOptionalCString(options) { options in
            var request = leap_request()
            request.struct_size = UInt32(MemoryLayout<leap_request>.size)
            request.target_count = UInt32(targets.count)
            request.targets = targets.baseAddress
            request.method = method
            request.layer = layer
            request.options_json = options
            request.references = references.map { UnsafePointer($0.raw) }
            request.maps = maps.map { UnsafePointer($0.raw) }
            return body(&request)
          }
        }
      }
    }
  }
}

private func lend(_ view: ModelViewContext?, _ body: (UnsafePointer<leap_model_view>?) -> Int32) -> Int32 {
  if let view { view.withView { body($0) } } else { body(nil) }
}

extension leap_target {
  fileprivate init(_ target: VisualTarget) {
    self.init()
    switch target {
    case .score(let index):
      kind = UInt32(LEAP_TARGET_SCORE)
      self.index = Int64(index)
    case .loss: kind = UInt32(LEAP_TARGET_LOSS)
    case .seed(let port, let values, _):
      kind = UInt32(LEAP_TARGET_SEED)
      self.port = UInt32(port)
      seed = UnsafePointer(values.raw)
    }
  }
}
