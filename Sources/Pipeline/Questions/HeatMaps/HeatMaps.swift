import Core
import PluginHost
import Store

/// What to draw heat maps of.
public struct HeatMapRequest: Sendable {
  /// Kebab case; nil: the visualizer's default.
  public var method: String?
  /// A layer of the model; nil: the visualizer's default.
  public var layer: String?
  public var targets: TargetChoice
  /// Whether to measure how far each map can be believed.
  public var evidence: Bool
  /// Options of the method for this request.
  public var options: [String: JSONValue]
  /// Whether people will see the maps on their images. Then they lie over what a layer's cells see, where the visualizer can do that
  /// and nobody has set its option `enlarge`; else they are as in their papers, to be compared with other tools'.
  public var isPicture: Bool
  public init(
    method: String? = nil, layer: String? = nil, targets: TargetChoice = .prediction, evidence: Bool = false,
    options: [String: JSONValue] = [:], isPicture: Bool
  ) {
    self.method = method
    self.layer = layer
    self.targets = targets
    self.evidence = evidence
    self.options = options
    self.isPicture = isPicture
  }
}

/// Heat maps of some images.
public struct HeatMaps: Sendable {
  /// `[n, targets, height, width]`
  public var maps: Tensor
  /// `[n, targets, h, w]` before they were enlarged, where they were.
  public var raw: Tensor?
  /// Names of the targets.
  public var targets: [String]
  public var method: String
  /// `[n, channels, height, width]`
  public var inputs: Tensor
  /// How far the maps can be believed.
  public var evidence: MapEvidence
}

extension Session {
  /// Heat maps of samples of a run, with its weights.
  public func heatMaps(of samples: [SampleID], _ request: HeatMapRequest, in open: OpenRun) async throws -> HeatMaps {
    let source = try await RunImages(self, open)
    let painter = try await painter(of: source, method: request.method, open)
    let batch = try await source.batch(samples)
    var result = try await painter.paint(batch, request)
    if request.evidence {
      result.evidence.randomization = try await painter.randomization(
        try await source.batch(source.someSamples(MapEvidence.randomizationSamples)), request, method: result.method)
    }
    return result
  }

  /// - Parameter method: that it shall offer, or nil for the default.
  func painter(of source: RunImages, method: String?, _ open: OpenRun) async throws -> HeatMapPainter {
    let model = try await model(of: open.run, dataset: open.dataset)
    let visualizer = try await kept.visualizers.value("\(open.run.cacheName) \(method ?? "")") {
      [registry, plugins] in
      try await registry.heatMapVisualizer(plugins.visualizers, method: method, model: model)
    }
    let references = try await kept.references.value("references") { try await source.references() }
    return HeatMapPainter(model: model, visualizer: visualizer, references: references) { [registry, plugins, plan] in
      let untrained = try await registry.model(plugins.model, input: open.dataset.input, classes: open.dataset.classNames.count)
      // Any seed but the run's own would do.
      try await untrained.initialize(seed: plan.seed &+ 1)
      return untrained
    }
  }
}

/// How heat maps of a run can be drawn.
public struct HeatMapChoices: Sendable {
  /// That work with its model, the default first.
  public var methods: [String]
  /// Layers with maps.
  public var layers: [String]
}

extension Session {
  public func heatMapChoices(in open: OpenRun) async throws -> HeatMapChoices {
    let model = try await model(of: open.run, dataset: open.dataset)
    var methods: [String] = []
    for plugin in plugins.visualizers.reversed() {
      let (kind, offered) = try await registry.visualizer(plugin).describe(model)
      if kind == "heat-map" { methods += offered.filter { !methods.contains($0) } }
    }
    return HeatMapChoices(methods: methods, layers: model.ports.filter(\.isMaps).map(\.name))
  }
}

extension OutsideArrays {
  public func heatMaps(_ request: HeatMapRequest) async throws -> HeatMaps {
    let painter = try await HeatMapPainter(
      model: model, visualizer: registry.heatMapVisualizer(visualizers, method: request.method, model: model), references: nil,
      untrained: nil)
    let indices = (0..<Int64(inputs.shape[0])).map { $0 }
    return try await painter.paint(SampleBatch(subset: nil, indices: indices, inputs: inputs, labels: labels), request)
  }
}

extension PluginRegistry {
  /// The last visualizer that draws heat maps by a method, or by any where nil: the command line's come before those of leap.yaml.
  func heatMapVisualizer(_ visualizers: [ResolvedPlugin], method: String?, model: PluginModel) async throws -> PluginVisualizer {
    var offered: [String] = []
    for plugin in visualizers.reversed() {
      let visualizer = try await visualizer(plugin)
      let (kind, methods) = try await visualizer.describe(model)
      guard kind == "heat-map" else { continue }
      if method.map(methods.contains) ?? true { return visualizer }
      offered += methods
    }
    guard let method, !offered.isEmpty else {
      throw LeapError(
        .usage, doing: "drawing a heat map", problem: "the project has no visualizer for it",
        remedy: "add libHeatMap.so to `visualizers` in leap.yaml")
    }
    throw LeapError(
      .usage, doing: "drawing a heat map", problem: "no visualizer of the project offers '\(method)' for this model",
      remedy: "choose from \(offered.joined(separator: ", "))")
  }
}
