import Kernels
import Testing

@Suite struct PlanTests {
  @Test func theDefaultNet() throws {
    let network = try Network(
      input: Shape(1, 28, 28), classes: 10,
      layers: [
        .conv2d(32, kernel: 3), .relu, .maxPool(2), .conv2d(64, kernel: 3), .relu, .maxPool(2), .dense(128), .relu, .dropout(0.5),
        .dense(10),
      ])
    #expect(
      Engine(network).plan == [
        "conv1: conv2d 3 x 3 + relu + pool1 to 32 x 13 x 13, four windows at a time in registers, sparse backward pass",
        "pool1: max-pool 2 x 2, done by conv1 unless conv1 itself is asked for",
        "conv2: conv2d 3 x 3 + relu + pool2 to 64 x 5 x 5, Winograd F(2x2, 3x3), a tile a pool window, sparse backward pass",
        "pool2: max-pool 2 x 2, done by conv2 unless conv2 itself is asked for",
        "dense1: dense + relu to 128 values, register tiles of 6 samples x 16 units",
        "layer 9: dropout of 0.5, in training only",
        "dense2: dense to 10 values, register tiles of 6 samples x 16 units",
      ])
    #expect(
      Engine(network).kernels == [
        "conv1 four windows at a time in registers, sparse backward pass",
        "conv2 Winograd F(2x2, 3x3), a tile a pool window, sparse backward pass",
        "dense1 register tiles of 6 samples x 16 units", "dense2 register tiles of 6 samples x 16 units",
      ])
  }

  /// A ReLU with a name is a layer of its own, and done with its neighbors all the same.
  @Test func aNamedReLUIsFusedToo() throws {
    let network = try Network(
      input: Shape(1, 12, 12), classes: 2, layers: [.conv2d(4, kernel: 3), .relu(name: "relu1"), .maxPool(2), .dense(2)])
    #expect(network.ports.map(\.name) == ["input", "logits", "conv1", "relu1", "pool1", "flatten"])
    #expect(Engine(network).plan[0].hasPrefix("conv1: conv2d 3 x 3 + relu1 + pool1 to 4 x 5 x 5, four windows"))
    #expect(Engine(network).plan[1] == "pool1: max-pool 2 x 2, done by conv1 unless conv1 or relu1 itself is asked for")
  }

  /// No ReLU, a stride, another pool, or a layer between: nothing is fused.
  @Test(arguments: [
    [LayerSpec.conv2d(4, kernel: 3), .maxPool(2)], [.conv2d(4, kernel: 3, stride: 2), .relu, .maxPool(2)],
    [.conv2d(4, kernel: 3), .relu, .maxPool(2, stride: 1)], [.conv2d(4, kernel: 3), .relu, .maxPool(3)],
    [.conv2d(4, kernel: 3), .relu, .batchNorm(), .maxPool(2)], [.conv2d(4, kernel: 3), .relu, .averagePool(2)],
  ]) func notFused(_ layers: [LayerSpec]) throws {
    let network = try Network(input: Shape(1, 12, 12), classes: 2, layers: layers + [.dense(2)])
    #expect(Engine(network).plan[0].hasSuffix("direct, register tiles of 6 pixels x 16 filters"))
  }

  /// Whole vectors of channels and a stride of 1: by Winograd.
  @Test func notPooled() throws {
    let layers: [LayerSpec] = [.conv2d(8, kernel: 3), .relu, .conv2d(12, kernel: 3, padding: 1), .relu, .dense(2)]
    let network = try Network(input: Shape(1, 12, 12), classes: 2, layers: layers)
    #expect(
      Engine(network).plan[1] == "conv2: conv2d 3 x 3 + relu to 12 x 10 x 10, Winograd F(2x2, 3x3) forward, direct backward")
  }
}
