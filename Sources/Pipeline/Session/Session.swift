import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store

/// An opened project: its plan, its plugins and its store.
public final class Session: Sendable {
  public let plan: ProjectPlan
  public let plugins: ProjectPlugins
  public let store: RunStore
  let registry: PluginRegistry
  let report: Reporter
  /// What questions have opened so far.
  let kept = SessionCache()
  /// The heat maps that were painted last.
  let heatMaps = HeatMapCache()

  /// Loads the plugins of a project, then opens its store.
  /// - Parameters:
  ///   - store: Opened last, so that a plugin that cannot be loaded leaves no new folder behind.
  ///   - extraPlugins: Libraries of the command line; paths count from `directory`.
  ///   - report: Gets what plugins say, and how far stages are.
  /// - Throws: `LeapError` with the place in leap.yaml of a plugin that cannot be used, and what `store` throws.
  public init(
    plan: ProjectPlan, store: @autoclosure () throws -> RunStore, extraPlugins: [String], directory: String,
    report: @escaping Reporter
  ) throws {
    self.plan = plan
    self.report = report
    registry = Self.makeRegistry(report)
    plugins = try ProjectPlugins(plan: plan, extra: extraPlugins, from: directory, registry: registry)
    self.store = try store()
  }

  /// The plan of a project.
  /// - Parameters:
  ///   - project: A leap.yaml, a folder that has one, or nil to look in `directory` and above.
  ///   - directory: Where relative paths count from.
  public static func plan(_ project: String?, _ directory: String) throws -> ProjectPlan {
    guard let project else { return try ProjectPlan.find(from: directory) }
    let path = URL(fileURLWithPath: project, relativeTo: URL(fileURLWithPath: directory)).path
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return try ProjectPlan.load(file: exists && isFolder.boolValue ? path + "/" + ProjectPlan.fileName : path)
  }

  /// A registry whose plugins' messages go to `report`.
  public static func makeRegistry(_ report: @escaping Reporter) -> PluginRegistry {
    PluginRegistry(
      observer: CallObserver(
        log: { level, message in
          switch level {
          case .debug: break
          case .info: report(.note(message))
          case .warning, .error: report(.warning(message))
          }
        },
        progress: { report(.progress(stage: "", done: $0.done, total: $0.total, unit: "", note: $0.note)) }))
  }

  /// The model of the project with the weights of a run, loaded once.
  func model(of run: Run, dataset: DatasetRecord) async throws -> PluginModel {
    try await kept.models.value(run.cacheName) { [registry, plugins] in
      let model = try await registry.model(plugins.model, input: dataset.input, classes: dataset.classNames.count)
      try await model.load(.weights, try readWhole(run.path(RunFiles.model)))
      return model
    }
  }

  /// The model of the project with random weights, made once.
  func untrainedModel(of dataset: DatasetRecord) async throws -> PluginModel {
    let (input, classes) = (dataset.input, dataset.classNames.count)
    return try await kept.untrained.value("\(input.shape) \(classes)") { [registry, plugins, plan] in
      let model = try await registry.model(plugins.model, input: input, classes: classes)
      // Any seed but the run's own would do.
      try await model.initialize(seed: plan.seed &+ 1)
      return model
    }
  }

  /// The project's data set, opened once.
  func dataset() async throws -> PluginDataset {
    try await kept.datasets.value("data set") { [registry, plugins] in try await registry.dataset(plugins.dataset) }
  }
}
