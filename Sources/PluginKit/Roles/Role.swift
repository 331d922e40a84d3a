import PluginAPI

/// A role that a component plays: its id in the ABI and its table of functions.
struct Role {
  let id: String
  let table: UnsafeRawPointer

  /// Finds the role of a type by its conformance.
  init(of type: any Component.Type) {
    if let type = type as? any DatasetPlugin.Type {
      (id, table) = (LEAP_ROLE_DATASET, datasetTable(type))
    } else if let type = type as? any ModelPlugin.Type {
      (id, table) = (LEAP_ROLE_MODEL, modelTable(type))
    } else if let type = type as? any MetadataPlugin.Type {
      (id, table) = (LEAP_ROLE_METADATA, metadataTable(type))
    } else if let type = type as? any MetricPlugin.Type {
      (id, table) = (LEAP_ROLE_METRIC, metricTable(type))
    } else if let type = type as? any VisualizerPlugin.Type {
      (id, table) = (LEAP_ROLE_VISUALIZER, visualizerTable(type))
    } else if let type = type as? any AnalyzerPlugin.Type {
      (id, table) = (LEAP_ROLE_ANALYZER, analyzerTable(type))
    } else {
      preconditionFailure("\(type) plays no role: conform it to DatasetPlugin, ModelPlugin, ...")
    }
  }
}
