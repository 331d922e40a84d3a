import Core
import PluginHost
import Testing

/// Holes and ends of strokes of drawings, through the whole border; the loops have their twins among the tests of Kernels.
@Suite struct DigitMetadataTests {
  @Test func countsHolesAndEndsOfDrawings() async throws {
    let drawings = [
      [".....", ".###.", ".#.#.", ".###.", "....."],  // The hole has one pixel: a speck.
      ["#####", "#...#", "#...#", "#####", "....."],
      ["#...#", "#...#", "#####", "....#", "....#"],
      ["#####", "#...#", "#####", "#...#", "#####"],
    ]
    let pixels = drawings.flatMap { $0.joined().map { $0 == "#" ? Float(0.25) : 0.2 } }
    let batch = SampleBatch(
      subset: SubsetInfo(name: "training", state: .training, count: 4), indices: [0, 1, 2, 3],
      inputs: Tensor(pixels, [4, 1, 5, 5]), labels: Tensor([0, 0, 4, 8] as [Int64], [4]), logits: nil)
    let (registry, plugin) = try Support.component("libDigitMetadata.so", .metadata)
    let metadata = try await registry.columns(plugin)
    try await metadata.fit(batch)
    try await metadata.fitEnd()
    let values = try await metadata.fill(batch)
    let column = try #require(metadata.columns.firstIndex { $0.name == "holes" })
    #expect(values[column] == ColumnValues.int64([0, 1, 0, 2]))
    let ends = try #require(metadata.columns.firstIndex { $0.name == "stroke_ends" })
    #expect(values[ends] == ColumnValues.int64([0, 0, 3, 0]))
  }
}
