import Core
import PluginHost

/// Maps of the features of 64 images, or of others, through the whole border.
enum MapSupport {
  static func features() throws -> Tensor {
    try Tensor(
      mapping: Support.repository + "/Tests/Fixtures/reference/features.npy", offset: 128, dtype: .float32, shape: [64, 128],
      writable: false)
  }

  static func population(_ features: Tensor, states: [SubsetState]? = nil) -> SamplePopulation {
    let n = features.shape[0]
    let labels = Tensor([Int64](repeating: 0, count: n), [n])
    return SamplePopulation(
      features: features, labels: labels, predictions: labels, logits: Tensor(.float32, [n, 10]),
      losses: Tensor(.float32, [n]), states: states ?? Array(repeating: .training, count: n))
  }

  static func analyzer(_ options: String) async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component("libPopulationMap.so", .analyzer, options: options)
    return try await registry.analyzer(plugin)
  }

  static func run(
    _ options: String, _ features: Tensor, states: [SubsetState]? = nil
  ) async throws -> (analyzer: PluginAnalyzer, columns: [ColumnValues], results: Results) {
    let analyzer = try await analyzer(options)
    try await analyzer.fit(population(features, states: states))
    let (columns, results) = try await analyzer.run(count: features.shape[0])
    return (analyzer, columns, results)
  }

  static let methods = [
    #"{"method": "tsne"}"#, #"{"method": "tsne", "quality": "fast"}"#, #"{"method": "umap"}"#, #"{"method": "pca"}"#,
  ]
}
