import Core
import PluginHost
import Testing

/// Maps of 64 images through the whole border.
@Suite struct PopulationMapTests {
  private func run(_ options: String) async throws -> (columns: [ColumnValues], results: Results) {
    let features = try Tensor(
      mapping: Support.repository + "/Tests/Fixtures/reference/features.npy", offset: 128, dtype: .float32, shape: [64, 128],
      writable: false)
    let (registry, plugin) = try Support.component("libPopulationMap.so", .analyzer, options: options)
    let analyzer = try await registry.analyzer(plugin)
    let labels = Tensor([Int64](repeating: 0, count: 64), [64])
    try await analyzer.fit(
      SamplePopulation(
        features: features, labels: labels, predictions: labels, logits: Tensor(.float32, [64, 10]),
        losses: Tensor(.float32, [64]),
        states: Array(repeating: .training, count: 64)))
    return try await analyzer.run(count: 64)
  }

  @Test(arguments: ["tsne", "umap", "pca"]) func placesEverySampleTheSameEachTime(_ method: String) async throws {
    let (columns, results) = try await run(#"{"method": "\#(method)"}"#)
    let map = try #require(results.tensors["map"])
    #expect(map.shape == [64, 2] && map.floats.allSatisfy(\.isFinite))
    #expect(Set(map.floats).count > 100, "samples lie on one another")
    #expect(columns.count == 3 && columns.allSatisfy { $0.count == 64 })
    #expect(try await run(#"{"method": "\#(method)"}"#).results.tensors["map"]?.floats == map.floats)
  }
}
