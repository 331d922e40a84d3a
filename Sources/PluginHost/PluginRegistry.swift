import Core
import Foundation
import ProjectConfiguration
import Synchronization

/// The plugins of one project: loads each library once and makes instances of its components.
public final class PluginRegistry: Sendable {
  private let finder: PluginFinder
  private let observer: CallObserver
  private let libraries = Mutex<[String: PluginLibrary]>([:])

  /// A registry that has loaded nothing yet; `observer` hears of the calls of all instances that it makes, from any thread.
  public init(finder: PluginFinder = PluginFinder(), observer: CallObserver = CallObserver()) {
    self.finder = finder
    self.observer = observer
  }

  /// Loads a library by path (counted from `directory`), name, or id.
  /// - Parameter pin: SHA-256 that the file must have; it is compared before anything of the file runs.
  /// - Throws: `LeapError` with file, reason and remedy; also when another file with the same id is loaded.
  public func library(_ name: String, from directory: String, pin: String? = nil) throws -> PluginLibrary {
    let path = try path(of: name, from: directory)
    if let pin { try FilePin.check(path, pin, doing: "loading plugin '\(path)'") }
    return try libraries.withLock { loaded in
      if let library = loaded[path] { return library }
      let library = try PluginLibrary(loading: path)
      if let other = loaded.values.first(where: { $0.id == library.id }) {
        throw LeapError(
          .plugin, doing: "loading plugin '\(path)'", problem: "'\(other.path)' has the same id '\(library.id)'",
          remedy: "name only one of the two")
      }
      loaded[path] = library
      return library
    }
  }

  /// An id has points and no slash, and does not look like a file.
  private func path(of name: String, from directory: String) throws -> String {
    guard !name.contains("/"), !name.contains(".so"), name.contains(".") else { return try finder.find(name, from: directory) }
    // A library that cannot be loaded is not the one that is looked for; naming its file says why.
    if let path = finder.installed().first(where: { (try? PluginLibrary(loading: $0))?.id == name }) { return path }
    return try finder.find(name, from: directory)
  }

  /// The component that an entry of leap.yaml means, with its options checked against its schema and completed.
  /// - Throws: `LeapError` at the place in leap.yaml, where no or more than one component fits, or an option is wrong.
  public func resolve(_ use: PluginEntry, role: PluginRole, plan: ProjectPlan) throws -> ResolvedPlugin {
    let place = plan.source.place(use.mark)
    let library: PluginLibrary
    do {
      library = try self.library(use.plugin, from: plan.directory, pin: use.sha256)
    } catch var error as LeapError {
      if error.place == nil, use.mark.line > 0 { error.place = place }
      throw error
    }
    func wrong(_ problem: String, _ remedy: String) -> LeapError {
      LeapError(.usage, doing: "using plugin '\(use.plugin)' as \(role)", problem: problem, place: place, remedy: remedy)
    }
    let candidates = library.components.filter { $0.role == role && (use.component == nil || $0.id == use.component) }
    guard let component = candidates.first else {
      let offers = library.components.map { "\($0.id) (\($0.role))" }.joined(separator: ", ")
      throw wrong("it offers no such component", "it offers \(offers)")
    }
    guard candidates.count == 1 else {
      let ids = candidates.map(\.id).joined(separator: ", ")
      throw wrong("it offers several: \(ids)", "name one with `component:`")
    }
    let schema = try OptionsSchema(json: component.optionsSchema, of: library.id)
    let options = try schema.complete(use.options, file: plan.source.name) {
      try DataPaths(project: plan.directory).resolve($0)
    }
    // Moving the data does not change the work: what it contains is the data set's own fingerprint.
    let asWritten = try schema.complete(use.options, file: plan.source.name) { $0 }
    let fingerprint = Digest(
      of: [library.digest.hex, component.id, asWritten] + (use.direction.map { ["direction \($0.rawValue)"] } ?? []))
    return ResolvedPlugin(use: use, component: component, optionsJSON: options, library: library, fingerprint: fingerprint)
  }

  /// Makes an instance of a data set and lists its subsets and classes. Throws `LeapError` where what it says cannot be.
  public func dataset(_ plugin: ResolvedPlugin) async throws -> PluginDataset {
    try await PluginDataset(instance(of: plugin))
  }
  /// Makes an instance of a model and builds it for samples of the shape of `input`; `initialize` or `load` gives it weights.
  /// - Throws: `LeapError` where it cannot be built so, or has no port of the name that leap.yaml gives for its features.
  public func model(_ plugin: ResolvedPlugin, input: PortInfo, classes: Int) async throws -> PluginModel {
    try await PluginModel(instance(of: plugin), input: input, classes: classes, features: plugin.use.features)
  }
  /// Makes an instance of a metadata or metric component. Throws `LeapError` where its columns are not well declared.
  public func columns(_ plugin: ResolvedPlugin) async throws -> any ColumnRole {
    let instance = try await instance(of: plugin)
    let direction = plugin.use.direction
    return plugin.component.role == .metric
      ? try await PluginMetric(instance, direction: direction) : try await PluginMetadata(instance)
  }
  /// Makes an instance of a visualizer. Throws `LeapError` where it refuses its options.
  public func visualizer(_ plugin: ResolvedPlugin) async throws -> PluginVisualizer {
    let schema = try OptionsSchema(json: plugin.component.optionsSchema, of: plugin.library.id)
    return try await PluginVisualizer(
      instance(of: plugin), enlargesByField: schema.offers("enlarge", "receptive-field") && plugin.use.options["enlarge"] == nil)
  }
  /// Makes an instance of an analyzer, not fitted. Throws `LeapError` where its columns are not well declared.
  public func analyzer(_ plugin: ResolvedPlugin) async throws -> PluginAnalyzer {
    try await PluginAnalyzer(instance(of: plugin))
  }

  private func instance(of plugin: ResolvedPlugin) async throws -> Instance {
    try await Instance(plugin.component, optionsJSON: plugin.optionsJSON, observer: observer)
  }
}

/// A component that leap.yaml names, with complete options.
public struct ResolvedPlugin: Sendable {
  /// The entry of leap.yaml that names the component.
  public let use: PluginEntry
  /// The component itself, of the role that was asked for.
  public let component: PluginComponent
  /// The options, defaults filled in and data paths resolved: a JSON object that has passed the component's schema.
  public let optionsJSON: String
  /// The loaded library that offers the component.
  public let library: PluginLibrary
  /// Digest of what its results depend on beside its inputs: library, component, options as written, direction of columns.
  public let fingerprint: Digest
}
