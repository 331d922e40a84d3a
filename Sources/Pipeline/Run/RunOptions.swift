import Core
import Foundation
import PluginHost
import ProjectConfiguration

/// What a run was asked for, as its row in the store keeps it for people who compare runs; `OptionChanges` reads it.
///
/// What does not change a result is not among it, such as the seconds between two checkpoints.
package struct RunOptions: Encodable {
  /// The seed of the project.
  let seed: UInt64
  let training: TrainingPlan
  let plugins: [Component]

  package init(seed: UInt64, training: TrainingPlan, plugins: [Component]) {
    self.seed = seed
    self.training = training
    self.plugins = plugins
  }

  /// A component of a plugin, with all of its options.
  package struct Component: Encodable {
    /// The id of its library.
    let plugin: String
    let component: String
    /// The version of its library.
    let version: String
    let options: JSONValue
  }

  /// JSON with sorted keys: equal options give equal texts.
  package func text() throws -> String { String(decoding: try JSONText.bytes(of: self), as: UTF8.self) }
}

extension RunOptions {
  /// The options of a project: data set, model, metadata, metrics and analyzers, in this order.
  init(plan: ProjectPlan, plugins: ProjectPlugins) throws {
    seed = plan.seed
    training = plan.training
    self.plugins = try ([plugins.dataset, plugins.model] + plugins.columns + plugins.analyzers).map { plugin in
      Component(
        plugin: plugin.library.id, component: plugin.component.id, version: plugin.library.version,
        options: try JSONDecoder().decode(JSONValue.self, from: Data(plugin.optionsJSON.utf8)))
    }
  }
}
