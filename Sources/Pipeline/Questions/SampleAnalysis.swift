import Core
import PluginHost
import Store

/// Why the model saw what it saw in one sample: all that can be found out about it.
public struct SampleAnalysis: Sendable {
  public var report: SampleReport
  /// `[1, channels, height, width]`
  public var image: Tensor
  public var neighbors: [Neighbor]
  /// `[neighbors, channels, height, width]`
  public var neighborImages: Tensor
  /// One map a class.
  public var classes: HeatMaps
  /// The map of the loss; nil without a label.
  public var loss: HeatMaps?
  /// What visualizers that draw no heat maps render of it, with their titles.
  public var visuals: [(title: String, kind: String, results: Results)]
}

extension Session {
  /// - Parameter request: its targets do not count.
  public func analyze(
    _ sample: SampleID, _ request: HeatMapRequest, neighbors count: Int, in open: OpenRun
  ) async throws -> SampleAnalysis {
    let report = try SampleQuestions(open).report(of: sample)
    let near = try await SimilarsQuestions(self).neighbors(
      SimilarsQuery(.samples([sample]), limit: min(count, open.rows.count - 1)), in: open)
    let source = try await RunImages(self, open)
    let painter = try await painter(of: source, method: request.method, open)
    let batch = try await source.batch([sample])
    var request = request
    request.evidence = true
    request.targets = .all
    var classes = try await painter.paint(batch, request)
    classes.evidence.randomization = try await painter.randomization(
      try await source.batch(source.someSamples(MapEvidence.randomizationSamples)), request, method: classes.method)
    var loss: HeatMaps?
    if batch.labels != nil {
      request.targets = .loss
      loss = try await painter.paint(batch, request)
    }
    return SampleAnalysis(
      report: report, image: batch.inputs, neighbors: near,
      neighborImages: try await source.batch(near.map(\.sample), changed: .blank).inputs,
      classes: classes, loss: loss, visuals: try await visuals(of: batch, painter.model))
  }

  private func visuals(
    of batch: SampleBatch, _ model: PluginModel
  ) async throws -> [(title: String, kind: String, results: Results)] {
    var visuals: [(title: String, kind: String, results: Results)] = []
    for plugin in plugins.visualizers {
      let visualizer = try await registry.visualizer(plugin)
      let kind = try await visualizer.describe(model).kind
      guard kind != "heat-map" else { continue }
      visuals.append(
        (plugin.component.title, kind, try await visualizer.render(batch, VisualRequest(targets: []), model: model)))
    }
    return visuals
  }
}
