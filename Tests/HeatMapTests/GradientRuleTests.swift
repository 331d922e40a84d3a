import KernelTwins
import Kernels
import Testing

@testable import HeatMap

/// Methods with rules of their own for going back through a layer, each against its paper's formula; gradients are differences as
/// in `GradientDefinitionTests`.
@Suite struct GradientRuleTests {
  private let toy: ToyMaps

  init() throws { toy = try ToyMaps() }

  /// By the multipliers of the paper: at a ReLU the output's difference over the input's, at a pool the larger value's part to
  /// the sample's winner and the rest to the baseline's.
  @Test func deepLift() throws {
    let start = (0..<36).map { Float($0 * 17 % 31) / 40 }
    let result = try toy.explainer.render(
      "deeplift", toy.pictures, count: 2, targets: Array(toy.targets.prefix(4)), options: #"{"baseline": "mean-image"}"#,
      references: start)
    let map = try #require(result.tensors["map"])
    #expect(result.tensors["completeness_gap"]!.allSatisfy { $0 < 1e-5 }, "\(result.tensors["completeness_gap"]!)")
    for sample in 0..<2 {
      for target in 0..<4 {
        let at = (sample * 4 + target) * 36
        let error = relativeError(map[at..<at + 36], try rescaled(toy.input(sample), doubles(start), target))
        #expect(error < 1e-4, "sample \(sample), target \(target): \(error)")
      }
    }
  }

  private func rescaled(_ x: [Double], _ b: [Double], _ target: Int) throws -> [Double] {
    func relu(_ z: [Double]) -> [Double] { z.map { max(0, $0) } }
    func slopes(_ z: [Double], _ y: [Double]) -> [Double] {
      zip(z, y).map { z, y in (max(0, z) - max(0, y)) / (z - y) }
    }
    let (z1, y1) = (try toy.net.conv1(x, rectified: false), try toy.net.conv1(b, rectified: false))
    let (z2, y2) = (try toy.net.dense1(relu(z1)), try toy.net.dense1(relu(y1)))
    let top = try gradient(at: relu(z2)) { h in
      let logits = try toy.net.logits(h, from: .dense1)
      return target == 3 ? logits[2] - logits[0] : logits[target]
    }
    /// Which of the pool's windows a value of conv1 is in.
    func window(_ i: Int) -> Int { i / 16 * 4 + i % 16 / 8 * 2 + i % 4 / 2 }
    let hidden = zip(top, slopes(z2, y2)).map(*)
    // The dense layer as a linear function of the pool's values: a picture of constant windows makes the pool pass them on.
    let pooled = try gradient(at: [Double](repeating: 0.5, count: 8)) { p in
      let spread: [Double] = (0..<32).map { p[window($0)] }
      return dot(hidden, try toy.net.dense1(spread))
    }
    let (a, c) = (relu(z1), relu(y1))
    var conv = [Double](repeating: 0, count: 32)
    for (p, multiplier) in pooled.enumerated() {
      let inside = (0..<32).filter { window($0) == p }
      let (i, j) = (inside.max { a[$0] < a[$1] }!, inside.max { c[$0] < c[$1] }!)
      let most = max(a[i], c[j])
      conv[i] += multiplier * (most - c[j])
      conv[j] += multiplier * (a[i] - most)
    }
    let parts: [Double] = (0..<32).map { i in a[i] == c[i] ? 0 : conv[i] / (a[i] - c[i]) }
    let seeds = zip(parts, slopes(z1, y1)).map(*)
    let multipliers = try gradient(at: x) { dot(seeds, try toy.net.conv1($0, rectified: false)) }
    return (0..<36).map { multipliers[$0] * (x[$0] - b[$0]) }
  }

  @Test func guidedBackpropagation() throws {
    try toy.expectMaps("guided-backprop") { x, t in
      let a = try toy.net.conv1(x)
      let h = try toy.net.dense1(a).map { max(0, $0) }
      func cut(_ g: [Double], _ values: [Double]) -> [Double] { zip(g, values).map { $1 > 0 ? max(0, $0) : 0 } }
      let top = try gradient(at: h) { h in
        let logits = try toy.net.logits(h, from: .dense1)
        return t == 3 ? logits[2] - logits[0] : t == 4 ? referenceCrossEntropy([logits], labels: [1]).loss : logits[t]
      }
      let middle = try gradient(at: a) { dot(cut(top, h), try toy.net.dense1($0)) }
      return try gradient(at: x) { dot(cut(middle, a), try toy.net.conv1($0, rectified: false)) }
    }
  }

  /// A neuron in the middle is a target like any other.
  @Test func guidedBackpropagationOfANeuron() throws {
    let port = try #require(toy.net.engine.network.port(named: "conv1"))
    let seed = (0..<32).map { Float($0 % 5) - 2 }
    let result = try toy.explainer.render(
      "guided-backprop", Array(toy.pictures.prefix(36)), count: 1, targets: [.seed(port: port, seed)])
    let map = try #require(result.tensors["map"])
    let a = try toy.net.conv1(toy.input(0))
    let kept = zip(seed, a).map { $1 > 0 ? max(0, Double($0)) : 0 }
    let expected = try gradient(at: toy.input(0)) { dot(kept, try toy.net.conv1($0, rectified: false)) }
    #expect(relativeError(map, expected) < ToyMaps.tolerance)
  }
}
