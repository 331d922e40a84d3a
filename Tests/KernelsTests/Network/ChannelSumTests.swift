import KernelTwins
import Kernels
import Testing

/// Gradients that are summed over the positions, against the gradients themselves.
@Suite struct ChannelSumTests {
  @Test(arguments: cases, [1, 7]) func equalSumsOfTheGradient(_ c: Case, count: Int) throws {
    let s = try Subject(c.input, c.layers, count: count)
    let ports = s.network.ports.indices.filter { $0 != NetworkPort.logits && !s.network.ports[$0].shape.isFlat }
    let seeded = ports[ports.count / 2]
    let seed = randoms(s.network.ports[seeded].shape.count, seed: 5)
    try seed.withUnsafeBufferPointer { values in
      let own = GradientTarget.seed(port: seeded, values: values.baseAddress!, isShared: true)
      for targets in [[GradientTarget.score(2)], [.score(0), .loss, .score(1)], [.score(1), own]] {
        let whole = try s.gradient(targets, ports)
        let together = try sums(s, targets, ports)
        for (i, port) in ports.enumerated() {
          let shape = s.network.ports[port].shape
          let expected = stride(from: 0, to: whole[i].count, by: shape.pixels).map { first in
            doubles(Array(whole[i][first..<first + shape.pixels])).reduce(0, +)
          }
          let magnitude = whole[i].reduce(Float(0)) { max($0, abs($1)) }
          for (got, name) in [(together[i], "together"), (try sums(s, targets, [port])[0], "alone")] {
            let worst = zip(got, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            #expect(worst <= 2e-5 * Double(magnitude) * Double(shape.pixels), "\(s.network.ports[port].name), \(name)")
          }
        }
      }
    }
  }

  private func sums(_ s: Subject, _ targets: [GradientTarget], _ ports: [Int]) throws -> [[Float]] {
    let buffers = ports.map { Floats(s.count * targets.count * s.network.ports[$0].shape.channels) }
    try s.engine.gradient(
      s.inputs, labels: s.labels, count: s.count, targets: targets,
      outputs: zip(ports, buffers).map { GradientOutput($0, gradients: $1.pointer, isSummed: true) })
    return buffers.map(\.array)
  }
}
