import Core
import PluginHost
import ProjectConfiguration

/// How a model library would compute a project.
public enum ModelPlan {
  /// Lines for people: number of parameters, ports, and the kernels that its planner picks. nil where there is no project whose
  /// model it is, or its data is missing.
  public static func lines(of library: PluginLibrary, from directory: String) async throws -> [String]? {
    // Without a project, or with one that cannot be opened, there is just less to show.
    let registry = Session.makeRegistry { _ in }
    guard let plan = try? Session.plan(nil, directory),
      let plugins = try? ProjectPlugins(plan: plan, extra: [], from: directory, registry: registry),
      plugins.model.library.id == library.id
    else { return nil }
    let dataset = try await registry.dataset(plugins.dataset)
    let model = try await registry.model(plugins.model, input: dataset.input, classes: dataset.classNames.count)
    let facts = try await model.describe()
    var lines = facts.integers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    lines += model.ports.map { port in
      "port \(port.name) \(port.shape)" + (port.isFeatures ? ", latent features" : "") + (port.isMaps ? ", maps" : "")
    }
    // A plan says more than its summary.
    let texts = facts.texts.filter { $0.key != "summary" || facts.texts["plan"] == nil }
    return lines + texts.sorted { $0.key < $1.key }.flatMap { $0.value.split(separator: "\n").map(String.init) }
  }
}
