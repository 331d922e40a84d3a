import Core
import PluginHost
import Store

/// Why the model saw what it saw in one sample: all that can be found out about it.
public struct SampleAnalysis: Sendable {
  public var report: SampleReport
  /// The sample itself, `[1, channels, height, width]`.
  public var image: Tensor
  public var neighbors: [Neighbor]
  /// Images of the neighbors, `[neighbors, channels, height, width]`.
  public var neighborImages: Tensor
  /// One map a class.
  public var classes: HeatMaps
  /// The map of the loss; nil without a label.
  public var loss: HeatMaps?
  /// What visualizers that draw no heat maps render of it, with their titles.
  public var visuals: [(title: String, kind: String, results: Results)]
}

/// Questions for all that can be found out about one sample.
public struct AnalysisQuestions: Sendable {
  private let session: Session
  public init(_ session: Session) { self.session = session }

  /// - Parameters:
  ///   - request: How heat maps are drawn; its targets do not count, as all classes and the loss are explained.
  ///   - count: How many similar samples are found.
  public func analysis(
    of sample: SampleID, _ request: HeatMapRequest, neighbors count: Int, in open: OpenRun
  ) async throws -> SampleAnalysis {
    let report = try SampleQuestions(open).report(of: sample)
    let near = try await SimilarsQuestions(session).neighbors(
      SimilarsQuery(.samples([sample]), limit: min(count, open.rows.count - 1)), in: open)
    let source = try await RunImages(session, open)
    let batch = try await source.batch([sample])
    var request = request
    request.evidence = true
    request.targets = batch.labels == nil ? [.all] : [.all, .loss]
    let maps = try await HeatMapQuestions(session).maps(of: [sample], request, in: open)
    let classCount = open.dataset.classNames.count
    return SampleAnalysis(
      report: report, image: batch.inputs, neighbors: near,
      neighborImages: try await source.batch(near.map(\.sample), changed: .blank).inputs,
      classes: maps.ofTargets(0..<classCount),
      loss: batch.labels == nil ? nil : maps.ofTargets(classCount..<classCount + 1),
      visuals: try await visuals(of: batch, in: open))
  }

  private func visuals(
    of batch: SampleBatch, in open: OpenRun
  ) async throws -> [(title: String, kind: String, results: Results)] {
    var visuals: [(title: String, kind: String, results: Results)] = []
    let model = try await session.model(of: open.run, dataset: open.dataset)
    for (number, plugin) in session.plugins.visualizers.enumerated() {
      let kind = try await HeatMapQuestions(session).description(ofVisualizer: number, for: model, in: open).kind
      guard kind != "heat-map" else { continue }
      let results = try await session.registry.visualizer(plugin).render(batch, VisualRequest(targets: []), model: model)
      visuals.append((plugin.component.title, kind, results))
    }
    return visuals
  }
}
