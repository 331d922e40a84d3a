import Kernels
import PluginKit

/// Shows which parts of a picture speak for or against a number: a class's score, the loss, a neuron, a similarity.
final class HeatMap: VisualizerPlugin {
  static let manifest = Manifest(
    id: "heat-map", title: "Heat maps",
    summary: "Input gradients, class activation maps, and maps from taking parts of the picture away, with their evidence",
    options: Settings.table)

  let kind = RenderKind.heatMap
  private let options: OptionValues
  private var models = KnownModels()

  init(options: OptionValues, call: Call) { self.options = options }

  func methods(for model: ModelView?) throws -> [String] {
    guard let model else { return [] }
    return try workingMethods(model, models.facts(of: model)).map { $0.name }
  }

  /// Puts "map", "raw" where it was enlarged, "completeness_gap" and "steps" where the method has them, and the evidence. Of maps that the
  /// request brings along it puts the evidence alone.
  func render(_ request: VisualRequest, _ batch: Batch, model: ModelView?, into sink: Sink, call: Call) throws {
    guard let model else { throw PluginError(.unsupported, "a heat map needs a model, and there is none") }
    let settings = try Settings(options.adding(request.options))
    let facts = models.facts(of: model)
    let method = try chosenMethod(request.method, model, facts)
    let port = try layer(request.layer, of: type(of: method), model)
    let picture = try Picture(batch, model)
    if request.targets.needLabels { try checkLabels(batch) }
    let subject = Explanation(
      model: model, facts: facts, call: call, settings: settings, picture: picture,
      targets: try request.targets.checked(for: model, batch),
      port: port, references: request.references, inputs: batch.inputs, labels: batch.labels)
    let shape = [batch.count, request.targets.count]
    guard batch.count > 0 else { return try sink.put("map", [Float](), shape: shape + [picture.height, picture.width]) }
    try checkInputs(subject, batch)
    let brought = settings.evidence ? try request.maps.map { try Maps(of: $0, subject) } : nil
    let maps = try brought ?? method.maps(subject)
    try checkFinite(maps, subject, batch, type(of: method).name)
    if brought == nil { try maps.put(subject, into: sink) }
    if settings.evidence { try MapEvidence(subject, method, maps).put(into: sink) }
  }

  private func layer(_ name: String?, of method: any Method.Type, _ model: ModelView) throws -> Int {
    let layers = model.ports.filter(\.isMaps)
    if method.needs.contains(.maps) { return try model.port(named: name ?? layers.last!.name, among: layers) }
    guard let name, name != model.input.name else { return 0 }
    _ = try model.port(named: name)
    throw PluginError(
      .argument, "method '\(method.name)' works at the input; leave out the layer '\(name)', or take method 'gradcam'")
  }
}
