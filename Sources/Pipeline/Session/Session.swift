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
  /// What work on demand has opened so far.
  let kept = SessionCache()

  /// Opens a project whose store is open: loads its plugins.
  /// - Parameter extraPlugins: libraries of the command line; paths count from `directory`.
  public init(
    plan: ProjectPlan, store: RunStore, extraPlugins: [String], directory: String, report: @escaping Reporter
  ) throws {
    self.plan = plan
    self.store = store
    self.report = report
    registry = Self.makeRegistry(report)
    plugins = try ProjectPlugins(plan: plan, extra: extraPlugins, from: directory, registry: registry)
  }

  /// Opens the project: loads its plugins and opens its store.
  /// - Parameters:
  ///   - project: a leap.yaml, a folder that has one, or nil to look in `directory` and above.
  ///   - extraPlugins: libraries of the command line.
  ///   - directory: where relative paths of the command line count from.
  ///   - readingOnly: only look at what runs have left; otherwise the store is created where there is none.
  public init(
    project: String?, extraPlugins: [String], directory: String, readingOnly: Bool = false, report: @escaping Reporter
  ) throws {
    plan = try Self.plan(project, directory)
    registry = Self.makeRegistry(report)
    plugins = try ProjectPlugins(plan: plan, extra: extraPlugins, from: directory, registry: registry)
    let folder = plan.directory + "/.leap"
    store = try readingOnly ? RunStore(readingOnly: folder) : RunStore(directory: folder)
    self.report = report
  }

  /// The plan of a leap.yaml, or of the nearest one.
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
    try await kept.part("model of \(run.id) \(run.fingerprint)") { [registry, plugins] in
      let model = try await registry.model(plugins.model, input: dataset.input, classes: dataset.classNames.count)
      try await model.load(.weights, try readWhole(run.path(RunFiles.model)))
      return model
    }
  }

  /// The project's data set, opened once.
  func dataset() async throws -> PluginDataset {
    try await kept.part("data set") { [registry, plugins] in try await registry.dataset(plugins.dataset) }
  }
}
