import Kernels
import Testing

/// Networks whose convolutions are fused with their pool: every number of channels from 1 to 17 on either side, kernels,
/// paddings, and pictures whose last line or column does not reach the pool.
let fusedCases: [Case] = {
  func pooled(_ filters: Int, kernel: Int = 3, padding: Int = 0) -> [LayerSpec] {
    [.conv2d(filters, kernel: kernel, padding: padding), .relu, .maxPool(2)]
  }
  var all: [Case] = []
  for n in 1...17 {
    let input = Shape(1 + n % 3, 10 + n % 4, 14 - n % 5)
    all.append(Case(name: "\(n) then \(18 - n) filters", input: input, layers: pooled(n) + pooled(18 - n) + [.dense(3)]))
  }
  all.append(Case(name: "one window", input: Shape(1, 4, 4), layers: pooled(3) + [.dense(3)]))
  all.append(Case(name: "one window twice", input: Shape(1, 10, 11), layers: pooled(8) + pooled(8) + [.dense(3)]))
  all.append(Case(name: "kernel 1", input: Shape(2, 5, 4), layers: pooled(5, kernel: 1) + pooled(9, kernel: 1) + [.dense(3)]))
  all.append(
    Case(
      name: "kernel 5, padded", input: Shape(3, 9, 12),
      layers: pooled(4, kernel: 5, padding: 2) + pooled(9, kernel: 2) + [.dense(3)]))
  all.append(
    Case(name: "padding 1 and 2", input: Shape(1, 7, 9), layers: pooled(12, padding: 1) + pooled(20, padding: 2) + [.dense(3)]))
  all.append(
    Case(
      name: "padding wider than the kernel", input: Shape(1, 3, 2),
      layers: pooled(8, padding: 3) + pooled(8, kernel: 2, padding: 2) + [.dense(3)]))
  all.append(Case(name: "kernel 8 of one channel", input: Shape(1, 11, 12), layers: pooled(8, kernel: 8) + [.dense(3)]))
  all.append(
    Case(
      name: "33 channels, dropout between", input: Shape(3, 14, 14),
      layers: pooled(33) + [.dropout(0.4)] + pooled(40) + [.dropout(0.5), .dense(7), .relu, .dense(3)]))
  all.append(
    Case(
      name: "many windows, wide", input: Shape(1, 9, 70),
      layers: pooled(8) + [.batchNorm()] + pooled(72, padding: 1) + [.dense(3)]))
  all.append(
    Case(
      name: "first without pool", input: Shape(1, 12, 12),
      layers: [.conv2d(8, kernel: 3), .relu] + pooled(16) + [.dropout(0.25), .dense(9), .relu, .dense(3)]))
  all.append(
    Case(
      name: "relus of their own", input: Shape(2, 13, 15),
      layers: [
        .conv2d(8, kernel: 3), .relu(name: "relu1"), .maxPool(2), .conv2d(16, kernel: 3), .relu(name: "relu2"), .maxPool(2),
        .dense(9), .relu(name: "relu3"), .dense(3),
      ]))
  return all
}()

/// Networks with convolutions that no pool follows and that go by Winograd's tiles: heights and widths odd and even, with and
/// without a ReLU, one line of tiles, and filters that fill no vector.
let tiledCases: [Case] = [(5, 5), (6, 7), (9, 4), (4, 10)].flatMap { height, width in
  [0, 1, 2].map { padding in
    Case(
      name: "\(height) x \(width), padding \(padding)", input: Shape(2, height, width),
      layers: [
        .conv2d(16, kernel: 1), .relu, .conv2d(20, kernel: 3, padding: padding), .conv2d(24, kernel: 3, padding: 1), .relu,
        .dense(3),
      ])
  }
}

extension Network {
  /// All ports but the convolutions that a pool follows, at once or behind a ReLU, and such a ReLU, so that those are fused.
  var portsBehindPools: [Int] {
    ports.indices.filter { i in
      guard ports[i].node >= 0 else { return true }
      for node in nodes[ports[i].node...] {
        switch node.kind {
        case .conv2d, .relu: continue
        case .maxPool: return node.number == nodes[ports[i].node].number
        default: return true
        }
      }
      return true
    }
  }
}
