import PluginAPI

/// What a visualizer shows.
public enum RenderKind: String, Sendable {
  case image, bars, graph, mask, boxes, text
  case heatMap = "heat-map"
  case textMask = "text-mask"
}

/// What a person asks of a visualizer.
public struct VisualRequest {
  /// The numbers to be explained, a picture for each.
  public let targets: Targets
  /// Kebab case; nil: the visualizer's default.
  public let method: String?
  /// Name of a model port; nil: the visualizer's default.
  public let layer: String?
  /// Options of this request, as the host got them: `OptionValues.adding` checks them and adds them to the instance's own.
  public let options: JSON
  /// Training inputs `[m, ...]` to compare with: mean images, expected gradients.
  public let references: TensorView<Float>?
  /// Maps `[n, targets, h, w]` that this visualizer put as "map" before, for the same samples and an equal request without
  /// evidence. Where evidence is asked for, that of these maps alone is wanted.
  public let maps: TensorView<Float>?
}

/// Role visualizer: shows something about single samples.
public protocol VisualizerPlugin: Component {
  /// What kind of picture comes out.
  var kind: RenderKind { get }
  /// The methods that work with this model, the default first.
  func methods(for model: ModelView?) throws -> [String]
  /// Shows the samples of a batch. A heat map puts tensor "map" `[n, targets, h, w]`, and "raw" where it was enlarged from a
  /// smaller one.
  func render(_ request: VisualRequest, _ batch: Batch, model: ModelView?, into sink: Sink, call: Call) throws
}

func visualizerTable(_ type: any VisualizerPlugin.Type) -> UnsafeRawPointer {
  var table = leap_visualizer()
  table.struct_size = UInt32(MemoryLayout<leap_visualizer>.size)
  table.describe = { instance, call, view, sink in
    serve((any VisualizerPlugin).self, instance, call) { part, call in
      let sink = Sink(raw: sink)
      try sink.put("kind", part.kind.rawValue)
      for method in try part.methods(for: ModelView(view, call)) { try sink.append(method) }
    }
  }
  table.render = { instance, call, view, request, batch, sink in
    serve((any VisualizerPlugin).self, instance, call) { part, call in
      guard let request = request?.pointee else { throw PluginError(.argument, "the request is NULL") }
      let text = request.options_json.map { String(cString: $0) } ?? "{}"
      let batch = try Batch(batch)
      try part.render(
        VisualRequest(
          targets: Targets(request.targets, request.target_count), method: request.method.map { String(cString: $0) },
          layer: request.layer.map { String(cString: $0) }, options: JSON(parsing: text),
          references: references(of: request, like: batch.inputs.shape), maps: maps(of: request, samples: batch.count)),
        batch, model: ModelView(view, call), into: Sink(raw: sink), call: call)
    }
  }
  return UnsafeRawPointer(immortal(table))
}

/// A host of before they existed sent a shorter table.
private func references(of request: leap_request, like inputs: [Int]) throws -> TensorView<Float>? {
  let needed = MemoryLayout<leap_request>.offset(of: \.references)! + MemoryLayout<UnsafeRawPointer>.size
  guard Int(request.struct_size) >= needed, let raw = request.references else { return nil }
  return try TensorView(raw, "references", [nil] + inputs.dropFirst().map(Optional.some))
}

/// A host of before they existed sent a shorter table.
private func maps(of request: leap_request, samples: Int) throws -> TensorView<Float>? {
  let needed = MemoryLayout<leap_request>.offset(of: \.maps)! + MemoryLayout<UnsafeRawPointer>.size
  guard Int(request.struct_size) >= needed, let raw = request.maps else { return nil }
  return try TensorView(raw, "maps", [samples, Int(request.target_count), nil, nil])
}
