import Kernels
import PluginKit

/// Shows which parts of a picture speak for or against a number: a class's score, the loss, anything the model has gradients of.
final class HeatMap: VisualizerPlugin {
  static let manifest = Manifest(
    id: "heat-map", title: "Heat maps", summary: "Input gradients and Grad-CAM of class scores and of the loss",
    optionsSchema: #"{"type": "object", "additionalProperties": false, "properties": {}}"#)

  let kind = RenderKind.heatMap

  init(options: JSON, call: Call) throws {}

  func methods(for model: ModelView?) throws -> [String] { Method.working(with: model).map(\.rawValue) }

  func render(_ request: VisualRequest, _ batch: Batch, model: ModelView?, into sink: Sink, call: Call) throws {
    guard let model else { throw PluginError(.unsupported, "a heat map needs a model, and there is none") }
    let method = try Method(named: request.method, for: model)
    let picture = try Picture(batch, model)
    if request.targets.needLabels { try checkLabels(batch) }
    switch method {
    case .saliency:
      if let layer = request.layer, layer != model.input.name {
        throw PluginError(
          .argument, "method 'saliency' works at the input; leave out the layer '\(layer)', or take method 'gradcam'")
      }
      try saliency(request.targets, batch, picture, model, into: sink, call: call)
    case .gradcam:
      let layers = model.ports.filter(\.isMaps)
      let layer = try model.port(named: request.layer ?? layers.last!.name, among: layers)
      try gradcam(request.targets, batch, picture, model, layer: layer, into: sink, call: call)
    }
  }

  /// The loss can only be explained where the truth is known.
  private func checkLabels(_ batch: Batch) throws {
    guard let labels = batch.labels else {
      throw PluginError(.argument, "the loss cannot be explained: these samples have no labels; choose a class instead")
    }
    if let i = labels.values.firstIndex(where: { $0 < 0 }) {
      throw PluginError(
        .argument, "the loss cannot be explained: sample \(batch.indices[i]) has no label; choose a class instead")
    }
  }
}
