import Core
import PluginHost
import Store

/// What the model sees in samples of a run: heat maps, their evidence, and how they can be drawn.
public struct HeatMapQuestions: Sendable {
  let session: Session

  public init(_ session: Session) { self.session = session }

  /// How heat maps of a run can be drawn.
  public func choices(in open: OpenRun) async throws -> HeatMapChoices {
    let model = try await session.model(of: open.run, dataset: open.dataset)
    var methods: [String] = []
    for number in session.plugins.visualizers.indices.reversed() {
      let found = try await description(ofVisualizer: number, for: model, in: open)
      if found.kind == "heat-map" { methods += found.methods.filter { !methods.contains($0) } }
    }
    return HeatMapChoices(methods: methods, layers: model.ports.filter(\.isMaps).map(\.name))
  }

  /// Heat maps of samples, with the weights of their run. Evidence of maps that were asked for before paints none of them again.
  /// - Throws: `LeapError` where no visualizer offers the method, a target is not the model's, or an image has changed since the run.
  public func maps(of samples: [SampleID], _ request: HeatMapRequest, in open: OpenRun) async throws -> HeatMaps {
    let source = try await RunImages(session, open)
    let painter = try await painter(of: source, method: request.method)
    let asked = AskedMaps(
      painter: painter, run: open.run.cacheName, samples: samples.map(\.description),
      cache: session.heatMaps)
    return try await asked.maps(of: try await source.batch(samples), request) {
      try await source.batch(source.someSamples(MapEvidence.randomizationSamples))
    }
  }
}

/// How heat maps of a run can be drawn.
public struct HeatMapChoices: Sendable {
  /// Methods that work with the run's model, the default first.
  public var methods: [String]
  /// Names of the layers whose maps can be explained.
  public var layers: [String]
}

extension HeatMapQuestions {
  /// - Parameter method: that it shall offer, or nil for the default.
  func painter(of source: RunImages, method: String?) async throws -> HeatMapPainter<PluginModel> {
    let open = source.open
    let model = try await session.model(of: open.run, dataset: open.dataset)
    let chosen = try await VisualizerDescription.choose(method: method, among: session.plugins.visualizers.count) {
      try await description(ofVisualizer: $0, for: model, in: open)
    }
    // An instance serves one call at a time: a slow method must not hold up a fast one.
    let visualizer = try await session.kept.visualizers.value("\(chosen.number) \(chosen.method)") { [session] in
      try await session.registry.visualizer(session.plugins.visualizers[chosen.number])
    }
    let references = try await session.kept.references.value("references") { try await source.references() }
    return HeatMapPainter(model: model, visualizer: visualizer, method: chosen.method, references: references) { [session] in
      try await session.untrainedModel(of: open.dataset)
    }
  }

  /// What a visualizer of the project can do with the model of a run, asked once.
  func description(
    ofVisualizer number: Int, for model: PluginModel, in open: OpenRun
  ) async throws -> VisualizerDescription {
    try await session.kept.descriptions.value("\(number) \(open.run.cacheName)") { [session] in
      try await VisualizerDescription(of: session.registry.visualizer(session.plugins.visualizers[number]), for: model)
    }
  }
}

extension OutsideArrays {
  /// Heat maps of the images, with the weights that came along.
  public func heatMaps(_ request: HeatMapRequest) async throws -> HeatMaps {
    let chosen = try await VisualizerDescription.choose(method: request.method, among: visualizers.count) {
      try await VisualizerDescription(of: registry.visualizer(visualizers[$0]), for: model)
    }
    let visualizer = try await registry.visualizer(visualizers[chosen.number])
    let painter = HeatMapPainter(model: model, visualizer: visualizer, method: chosen.method)
    let indices = (0..<Int64(inputs.shape[0])).map { $0 }
    let batch = SampleBatch(subset: nil, indices: indices, inputs: inputs, labels: labels)
    return try await painter.paint(batch, try await painter.targets(request.targets, of: batch), request)
  }
}
