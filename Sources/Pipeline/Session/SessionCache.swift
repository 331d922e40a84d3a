import Core
import PluginHost
import Store

/// Models, data sets, analyzers and visualizers that questions have opened, kept so that the next question finds them ready.
///
/// Each is made once, whoever asks at the same time, and lives until others of its kind have been asked for more recently. Canceling a
/// question does not stop what it has begun to open.
struct SessionCache: Sendable {
  /// The project's one data set.
  let datasets = SharedWork<PluginDataset>(limit: 1, finishesAbandoned: true)
  /// Models with the weights of a run.
  let models = SharedWork<PluginModel>(limit: Self.runs, finishesAbandoned: true)
  /// Analyzers fitted to a run; nil where none of the project can do what was asked for.
  let analyzers = SharedWork<PluginAnalyzer?>(limit: 4 * Self.runs, finishesAbandoned: true)
  /// Models with random weights, for one shape of inputs and one number of classes.
  let untrained = SharedWork<PluginModel>(limit: 1, finishesAbandoned: true)
  /// What visualizers can do with the model of a run.
  let descriptions = SharedWork<VisualizerDescription>(limit: 4 * Self.runs, finishesAbandoned: true)
  /// Visualizers that draw heat maps by a method.
  let visualizers = SharedWork<PluginVisualizer>(limit: 4 * Self.runs, finishesAbandoned: true)
  /// Training inputs that heat maps compare with; nil where there are none.
  let references = SharedWork<Tensor?>(limit: 1, finishesAbandoned: true)

  /// Runs that people look at in turn.
  private static let runs = 6
}

extension Run {
  /// What tells a run's parts in a cache apart from those of another run, or of this one after it was made anew.
  var cacheName: String { "\(id) \(fingerprint)" }
}
