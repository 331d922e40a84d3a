import Core
import PluginHost
import ProjectConfiguration

/// Which components a project uses: leap.yaml's, and those of libraries that the command line adds.
///
/// A library of the command line takes the place of the project's data set or model if it offers one, and joins the others;
/// where leap.yaml names it too, it keeps the options from there.
struct PluginChoice {
  private let plan: ProjectPlan
  private let registry: PluginRegistry
  /// The libraries that the command line adds.
  let libraries: [PluginLibrary]

  /// - Parameter directory: where paths of the command line count from.
  init(plan: ProjectPlan, extra: [String], from directory: String, registry: PluginRegistry) throws {
    self.plan = plan
    self.registry = registry
    libraries = try extra.map { try registry.library($0, from: directory) }
  }

  /// The component of a role that there is one of.
  func one(_ use: PluginEntry, _ role: PluginRole) throws -> ResolvedPlugin {
    if let library = libraries.last(where: { $0.components.contains { $0.role == role } }),
      try registry.library(use.plugin, from: plan.directory).id != library.id
    {
      return try registry.resolve(PluginEntry(plugin: library.path), role: role, plan: plan)
    }
    return try registry.resolve(use, role: role, plan: plan)
  }

  /// The components of a role that there may be several of.
  func list(_ uses: [PluginEntry], _ role: PluginRole) throws -> [ResolvedPlugin] {
    var named: [ResolvedPlugin] = []
    for use in uses {
      let plugin = try registry.resolve(use, role: role, plan: plan)
      try checkIsNew(plugin, role, among: named)
      named.append(plugin)
    }
    let added = libraries.flatMap { library in library.components.filter { $0.role == role }.map { (library, $0) } }
      .filter { library, component in
        !named.contains { $0.library.id == library.id && $0.component.id == component.id }
      }
    return try named
      + added.map { library, component in
        try registry.resolve(PluginEntry(plugin: library.path, component: component.id), role: role, plan: plan)
      }
  }
}

extension PluginChoice {
  /// What a component leaves in a run goes by its id, so that it is used once, by whatever names leap.yaml calls it.
  /// - Throws: `LeapError` with the place of the second use.
  func checkIsNew(_ plugin: ResolvedPlugin, _ role: PluginRole, among others: [ResolvedPlugin]) throws {
    let twin = others.first { $0.library.id == plugin.library.id && $0.component.id == plugin.component.id }
    guard let twin else { return }
    throw plan.source.error(
      "component '\(plugin.component.id)' of plugin '\(plugin.library.id)' is used twice as \(role)", at: plugin.use.mark,
      remedy: "keep one of them; the first is at line \(twin.use.mark.line)")
  }
}

extension ProjectPlan {
  /// - Throws: `LeapError` with the place of an analyzer that is to choose among columns, and reads none.
  func checkReads(_ analyzer: ResolvedPlugin) throws {
    guard analyzer.use.columns != nil, !analyzer.component.readsColumns else { return }
    throw source.error(
      "plugin '\(analyzer.use.plugin)' reads no columns", at: analyzer.use.mark, remedy: "leave out its key 'columns'")
  }
}

/// The components that a project uses, by their work, with options checked.
public struct ProjectPlugins: Sendable {
  public let dataset: ResolvedPlugin
  public let model: ResolvedPlugin
  /// Components that fill columns: metadata, then metrics.
  public let columns: [ResolvedPlugin]
  public let visualizers: [ResolvedPlugin]
  public let analyzers: [ResolvedPlugin]
  /// Ids of the libraries that the command line added.
  public let added: [String]

  init(plan: ProjectPlan, extra: [String], from directory: String, registry: PluginRegistry) throws {
    let choice = try PluginChoice(plan: plan, extra: extra, from: directory, registry: registry)
    dataset = try choice.one(plan.dataset, .dataset)
    model = try choice.one(plan.model, .model)
    columns = try choice.list(plan.metadata, .metadata) + choice.list(plan.metrics, .metric)
    visualizers = try choice.list(plan.visualizers, .visualizer)
    analyzers = try choice.list(plan.analyzers, .analyzer)
    for analyzer in analyzers { try plan.checkReads(analyzer) }
    added = choice.libraries.map(\.id)
  }
}
