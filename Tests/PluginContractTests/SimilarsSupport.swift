import Core
import PluginHost

/// Neighbors among the features of 64 images, or among others, through the whole border.
enum SimilarsSupport {
  static func population(_ features: Tensor) -> SamplePopulation {
    let count = features.shape[0]
    return SamplePopulation(
      features: features, labels: Tensor((0..<Int64(count)).map { $0 % 10 }, [count]),
      predictions: Tensor((0..<Int64(count)).map { $0 % 10 }, [count]), logits: Tensor(.float32, [count, 10]),
      losses: Tensor(.float32, [count]), states: Array(repeating: .training, count: count))
  }

  static func features() throws -> Tensor {
    let path = Support.repository + "/Tests/Fixtures/reference/features.npy"
    return try Tensor(mapping: path, offset: 128, dtype: .float32, shape: [64, 128], writable: false)
  }

  static func analyzer(_ features: Tensor, options: String = "{}") async throws -> PluginAnalyzer {
    let (registry, plugin) = try Support.component("libSimilars.so", .analyzer, options: options)
    let analyzer = try await registry.analyzer(plugin)
    try await analyzer.fit(population(features))
    return analyzer
  }
}
