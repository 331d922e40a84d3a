import Kernels
import Testing

@Suite struct NetworkTests {
  private func message(_ layers: [LayerSpec], classes: Int = 10, input: Shape = Shape(1, 28, 28)) -> String {
    do {
      _ = try Network(input: input, classes: classes, layers: layers)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func layersThatCannotBe() {
    let pools = [LayerSpec](repeating: .maxPool(2), count: 5)
    #expect(
      message(pools + [.dense(10)])
        == "layer 5 (maxpool) at 1 x 1 x 1: the window of 2 x 2 is larger than the picture, nothing would be left")
    #expect(
      message([.conv2d(8, kernel: 29), .dense(10)]).hasPrefix("layer 1 (conv2d) at 1 x 28 x 28: the kernel of 29 x 29 is larger"))
    #expect(message([.conv2d(0, kernel: 3), .dense(10)]).contains("filters must be 1"))
    #expect(message([.dense(0), .dense(10)]).contains("units must be 1"))
    #expect(
      message([.relu, .dense(12), .conv2d(3, kernel: 3), .dense(10)])
        == "layer 3 (conv2d) at 12 values: a convolution needs maps, not a vector")
    #expect(
      message([.flatten, .averagePool(2), .dense(10)]) == "layer 2 (avgpool) at 784 values: pooling needs maps, not a vector")
    #expect(message([.dropout(1), .dense(10)]).contains("rate must be"))
    #expect(message([.dropout(.nan), .dense(10)]).contains("rate must be"))
    #expect(message([.dense(9)]) == "layer 1 (dense) at 1 x 28 x 28: the last layer has 9 units, but there are 10 classes")
    #expect(message([.dense(10), .relu]).contains("last layer must be dense with 10 units"))
    #expect(message([]).contains("last layer must be dense"))
    #expect(message([.dense(1)], classes: 0).contains("at least one class"))
    #expect(message([.dense(10)], input: Shape(0, 3, 3)).contains("holds nothing"))
    #expect(message([.dense(65_536), .dense(65_536), .dense(10)]).contains("too large"))
    #expect(message([.dense(5, name: "a"), .dense(10, name: "a")]).contains("the name a is taken"))
    #expect(message([.dense(10, name: "a.b")]).contains("a name is"))
  }

  @Test func namesPortsAndFeatures() throws {
    let net = try Network(
      input: Shape(3, 12, 12), classes: 4,
      layers: [
        .conv2d(5, kernel: 3), .relu, .batchNorm(), .maxPool(2), .conv2d(6, kernel: 3, padding: 1, name: "deep"), .averagePool(5),
        .dropout(0.5), .dense(4),
      ])
    #expect(net.ports.map(\.name) == ["input", "logits", "conv1", "bn1", "pool1", "deep", "pool2", "flatten"])
    #expect(
      net.ports.map(\.shape.dimensions) == [
        [3, 12, 12], [4], [5, 10, 10], [5, 10, 10], [5, 5, 5], [6, 5, 5], [6, 1, 1], [6],
      ])
    #expect(net.ports.filter(\.isMaps).map(\.name) == ["conv1", "bn1", "deep"])
    #expect(net.ports[net.features].name == "flatten")
    let hidden = try Network(input: Shape(1, 2, 2), classes: 2, layers: [.dense(7), .relu, .dense(6), .relu, .dense(2)])
    #expect(hidden.ports[hidden.features].name == "dense2")
    let rectified = try Network(
      input: Shape(1, 4, 4), classes: 2,
      layers: [.conv2d(3, kernel: 3), .relu(name: "a"), .dense(6), .relu(name: "b"), .dropout(0.5), .dense(2)])
    #expect(rectified.ports.map(\.name) == ["input", "logits", "conv1", "a", "dense1", "b"])
    #expect(rectified.ports.filter(\.isMaps).map(\.name) == ["conv1", "a"])
    #expect(rectified.ports[rectified.features].name == "b")
  }

  @Test func weightsHavePyTorchNamesAndShapes() throws {
    let net = try Network(
      input: Shape(3, 6, 6), classes: 4, layers: [.conv2d(5, kernel: 3), .batchNorm(), .dense(7), .dense(4)])
    let shapes = Engine(net).stateShapes().map { "\($0.name) \($0.shape)" }
    #expect(
      Set(shapes) == [
        "conv1.weight [5, 3, 3, 3]", "conv1.bias [5]", "bn1.weight [5]", "bn1.bias [5]", "bn1.running_mean [5]",
        "bn1.running_var [5]", "dense1.weight [7, 80]", "dense1.bias [7]", "dense2.weight [4, 7]", "dense2.bias [4]",
      ])
  }
}
