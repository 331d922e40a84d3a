import KernelTwins
import Kernels
import Testing

/// A network with random weights (biases and statistics too), its inputs and labels, and its slow twin.
struct Subject {
  let engine: Engine
  let inputs: [Float]
  let labels: [Int64]
  let count: Int

  var network: Network { engine.network }

  init(_ input: Shape, classes: Int = 3, _ layers: [LayerSpec], count: Int, seed: UInt64 = 1) throws {
    engine = Engine(try Network(input: input, classes: classes, layers: layers))
    self.count = count
    inputs = randoms(count * input.count, seed: seed &+ 100)
    let random = CounterRandom(seed, 5)
    labels = (0..<count).map { Int64(random.bits(UInt64($0)) % UInt64(classes)) }
    engine.initialize(seed: seed)
    var state = engine.state()
    for i in state.indices where state[i].shape.count == 1 {
      state[i].values = randoms(state[i].values.count, seed: seed &+ UInt64(i)).map {
        state[i].name.hasSuffix("running_var") ? 1 + 0.5 * $0 : 0.3 * $0 + (state[i].name.hasPrefix("bn") ? 0.7 : 0)
      }
    }
    try engine.load(state)
  }

  var twin: ReferenceNetwork {
    let weights = Dictionary(uniqueKeysWithValues: engine.state().map { ($0.name, doubles($0.values)) })
    return ReferenceNetwork(network, weights: weights)
  }

  var batch: [[Double]] {
    let n = network.input.count
    return (0..<count).map { doubles(Array(inputs[$0 * n..<($0 + 1) * n])) }
  }

  var classLabels: [Int] { labels.map { Int($0) } }

  /// Each port of `ports`, [count, shape].
  func forward(_ ports: [Int], on parallel: Parallel = .serial) throws -> [[Float]] {
    let buffers = ports.map { Floats(count * network.ports[$0].shape.count) }
    try engine.forward(
      inputs, count: count, outputs: zip(ports, buffers).map { .init($0, $1.pointer) }, on: parallel)
    return buffers.map(\.array)
  }

  /// d target / d port, [count, targets, shape] for each port.
  func gradient(_ targets: [GradientTarget], _ ports: [Int], on parallel: Parallel = .serial) throws -> [[Float]] {
    let buffers = ports.map { Floats(count * targets.count * network.ports[$0].shape.count) }
    try engine.gradient(
      inputs, labels: labels, count: count, targets: targets,
      outputs: zip(ports, buffers).map { GradientOutput($0, gradients: $1.pointer) }, on: parallel)
    return buffers.map(\.array)
  }
}

/// Memory with a guard behind it: `array` fails loudly where something wrote past the end.
final class Floats {
  let count: Int
  let pointer: UnsafeMutablePointer<Float>

  init(_ count: Int) {
    self.count = count
    pointer = .allocate(capacity: count + 16)
    pointer.initialize(repeating: .nan, count: count)
    (pointer + count).initialize(repeating: 12345, count: 16)
  }

  deinit { pointer.deallocate() }

  var array: [Float] {
    precondition((0..<16).allSatisfy { pointer[count + $0] == 12345 }, "something wrote past the end")
    return Array(UnsafeBufferPointer(start: pointer, count: count))
  }
}

/// Layer lists that together reach every layer type, odd shapes, strides, paddings and off-tile sizes.
struct Case: CustomTestStringConvertible, Sendable {
  let name: String
  let input: Shape
  let layers: [LayerSpec]
  var testDescription: String { name }
}

let cases: [Case] = [
  Case(name: "dense only, one value", input: Shape(1, 1, 1), layers: [.dense(3)]),
  Case(name: "dense, prime sizes", input: Shape(3, 5, 7), layers: [.dense(13), .relu, .dense(17), .dense(3)]),
  Case(name: "conv 3, one channel", input: Shape(1, 7, 5), layers: [.conv2d(5, kernel: 3), .relu, .dense(3)]),
  Case(
    name: "the default net, small", input: Shape(1, 12, 12),
    layers: [
      .conv2d(9, kernel: 3), .relu, .maxPool(2), .conv2d(17, kernel: 3), .relu, .maxPool(2), .dense(11), .relu,
      .dropout(0.5), .dense(3),
    ]),
  Case(
    name: "fused pool on 16 and 32 channels", input: Shape(2, 13, 15),
    layers: [.conv2d(16, kernel: 3), .relu, .maxPool(2), .conv2d(32, kernel: 3), .relu, .maxPool(2), .dropout(0.3), .dense(3)]),
  Case(
    name: "padding and stride", input: Shape(3, 9, 8),
    layers: [
      .conv2d(8, kernel: 3, stride: 2, padding: 1), .relu, .conv2d(7, kernel: 5, stride: 1, padding: 2), .dense(3),
    ]),
  Case(
    name: "padding wider than the kernel", input: Shape(1, 4, 3),
    layers: [.conv2d(4, kernel: 1, stride: 2, padding: 2), .conv2d(3, kernel: 3, stride: 3, padding: 3), .relu, .dense(3)]),
  Case(
    name: "stride wider than the kernel", input: Shape(2, 11, 9),
    layers: [.conv2d(3, kernel: 1, stride: 3), .relu, .conv2d(5, kernel: 3, padding: 1), .dense(3)]),
  Case(
    name: "overlapping and leaving pools", input: Shape(2, 10, 11),
    layers: [.conv2d(6, kernel: 3), .relu, .maxPool(3, stride: 2), .averagePool(2, stride: 1), .relu, .dense(3)]),
  Case(
    name: "pool first, gaps between windows", input: Shape(3, 9, 9),
    layers: [.maxPool(2, stride: 3), .conv2d(4, kernel: 1), .averagePool(3), .flatten, .dense(3)]),
  Case(
    name: "batch norm behind and before relu", input: Shape(1, 8, 8),
    layers: [
      .conv2d(10, kernel: 3), .relu, .batchNorm(), .conv2d(5, kernel: 3), .batchNorm(momentum: 0.3), .relu,
      .maxPool(2), .dense(9), .relu, .batchNorm(), .dense(3),
    ]),
  Case(
    name: "batch norm of the input and of a flat vector", input: Shape(3, 4, 4),
    layers: [.batchNorm(), .maxPool(2), .flatten, .batchNorm(), .relu, .dropout(0.25), .relu, .dense(3)]),
  Case(
    name: "conv without pool, 7x7 kernel", input: Shape(1, 9, 10),
    layers: [.conv2d(4, kernel: 7), .relu, .conv2d(33, kernel: 3, padding: 1), .relu, .dropout(0.1), .dense(5), .dense(3)]),
]
