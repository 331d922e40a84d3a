import KernelTwins
import Kernels
import Testing

@testable import HeatMap

/// Each gradient method against its paper's formula on a net with weights set by hand, where every gradient is a central difference
/// of the slow twin in double precision.
@Suite struct GradientDefinitionTests {
  private static let tolerance = 2e-5
  private let net: ToyNet
  private let explainer: Explainer
  private let pictures = ToyNet.pictures(2)

  init() throws {
    net = try ToyNet()
    explainer = Explainer(view: EngineView(net.engine))
  }

  private func input(_ sample: Int) -> [Double] { doubles(pictures[sample * 36..<sample * 36 + 36]) }

  /// The target's gradient by differences: a class's score, a difference of scores, the loss.
  private func slopes(_ x: [Double], _ target: Int) throws -> [Double] { try gradient(at: x) { try value($0, target) } }

  private func value(_ x: [Double], _ target: Int) throws -> Double {
    let logits = try net.logits(x)
    switch target {
    case 0...2: return logits[target]
    case 3: return logits[2] - logits[0]
    default: return referenceCrossEntropy([logits], labels: [1]).loss
    }
  }

  /// Three scores, a difference, the loss.
  private let targets: [Wanted] = [.score(0), .score(1), .score(2), .seed(port: 1, [-1, 0, 1]), .loss]

  private func expectMaps(
    _ method: String, options: String = "{}", references: [Float]? = nil, tolerance: Double = tolerance,
    _ expected: (_ x: [Double], _ target: Int) throws -> [Double]
  ) throws {
    let result = try explainer.render(
      method, pictures, count: 2, targets: targets, labels: [1, 1], options: options, references: references)
    #expect(result.shapes["map"] == [2, 5, 6, 6])
    let map = try #require(result.tensors["map"])
    for sample in 0..<2 {
      for target in 0..<5 {
        let at = (sample * 5 + target) * 36
        let error = relativeError(map[at..<at + 36], try expected(input(sample), target))
        #expect(error < tolerance, "\(method), sample \(sample), target \(target): \(error)")
      }
    }
  }

  @Test func saliency() throws { try expectMaps("saliency") { try slopes($0, $1) } }

  @Test func absoluteSaliency() throws { try expectMaps("saliency-absolute") { try slopes($0, $1).map(abs) } }

  @Test func inputTimesGradient() throws { try expectMaps("input-x-gradient") { x, t in zip(x, try slopes(x, t)).map(*) } }

  private func noisy(_ x: [Double], _ target: Int, copies: Int) throws -> [[Double]] {
    let noise = NormalNoise(seed: 3, count: copies * 36)
    let width = 0.1 * (x.max()! - x.min()!)
    return try (0..<copies).map { copy in
      try slopes(x.indices.map { x[$0] + width * Double(noise.values.pointer[copy * 36 + $0]) }, target)
    }
  }

  @Test func smoothGrad() throws {
    try expectMaps("smoothgrad", options: #"{"samples": 6, "noise": 0.1, "seed": 3}"#) { x, t in
      let all = try noisy(x, t, copies: 6)
      return x.indices.map { i in all.map { $0[i] }.reduce(0, +) / 6 }
    }
  }

  @Test func varGrad() throws {
    try expectMaps("vargrad", options: #"{"samples": 6, "noise": 0.1, "seed": 3}"#, tolerance: 1e-4) { x, t in
      let all = try noisy(x, t, copies: 6)
      return x.indices.map { i in
        let values = all.map { $0[i] }
        let mean = values.reduce(0, +) / 6
        return values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 6
      }
    }
  }

  private func path(_ x: [Double], from start: [Double], _ target: Int, points: Int) throws -> [Double] {
    let rule = GaussLegendre(points)
    var sums = [Double](repeating: 0, count: 36)
    for (point, weight) in zip(rule.points, rule.weights) {
      let slopes = try slopes(x.indices.map { start[$0] + point * (x[$0] - start[$0]) }, target)
      for i in sums.indices { sums[i] += weight * slopes[i] * (x[i] - start[i]) }
    }
    return sums
  }

  @Test func integratedGradients() throws {
    let fixed = #""steps": 7, "max_steps": 7"#
    try expectMaps("integrated-gradients", options: "{\(fixed)}") { x, t in
      try path(x, from: x.map { _ in 0 }, t, points: 7)
    }
    let references = ToyNet.pictures(7).suffix(5 * 36).map { $0 }
    try expectMaps("integrated-gradients", options: #"{"baseline": "mean-image", \#(fixed)}"#, references: references) { x, t in
      let mean: [Double] = x.indices.map { i in (0..<5).map { Double(references[$0 * 36 + i]) }.reduce(0, +) / 5 }
      return try path(x, from: mean, t, points: 7)
    }
    try expectMaps("integrated-gradients", options: #"{"baseline": "blurred", "blur": 1, \#(fixed)}"#) { x, t in
      var (blurred, scratch) = ([Float](repeating: 0, count: 36), [Float](repeating: 0, count: 36))
      GaussianBlur.apply(
        x.map { Float($0) }, height: 6, width: 6, weights: GaussianBlur.weights(sigma: 1), to: &blurred, scratch: &scratch)
      return try path(x, from: doubles(blurred), t, points: 7)
    }
  }

  /// One training sample and as many draws as pieces of the path: the draws' places are all that is random.
  @Test func expectedGradients() throws {
    let references = ToyNet.pictures(5).suffix(3 * 36).map { $0 }
    try expectMaps("expected-gradients", options: #"{"draws": 6, "seed": 9}"#, references: references) { x, t in
      let random = CounterRandom(9, 0x6578_7067)
      var sums = [Double](repeating: 0, count: 36)
      for draw in 0..<6 {
        let start = doubles(references[draw % 3 * 36..<draw % 3 * 36 + 36])
        let share = (Double(draw / 3) + Double(random.uniform(UInt64(draw)))) / 2
        let slopes = try slopes(x.indices.map { start[$0] + share * (x[$0] - start[$0]) }, t)
        for i in sums.indices { sums[i] += slopes[i] * (x[i] - start[i]) / 6 }
      }
      return sums
    }
  }

  /// By the multipliers of the paper: at a ReLU the output's difference over the input's, at a pool the larger value's part to
  /// the sample's winner and the rest to the baseline's.
  @Test func deepLift() throws {
    let start = (0..<36).map { Float($0 * 17 % 31) / 40 }
    let result = try explainer.render(
      "deeplift", pictures, count: 2, targets: Array(targets.prefix(4)), options: #"{"baseline": "mean-image"}"#,
      references: start)
    let map = try #require(result.tensors["map"])
    #expect(result.tensors["completeness_gap"]!.allSatisfy { $0 < 1e-5 }, "\(result.tensors["completeness_gap"]!)")
    for sample in 0..<2 {
      for target in 0..<4 {
        let at = (sample * 4 + target) * 36
        let error = relativeError(map[at..<at + 36], try rescaled(input(sample), doubles(start), target))
        #expect(error < 1e-4, "sample \(sample), target \(target): \(error)")
      }
    }
  }

  private func rescaled(_ x: [Double], _ b: [Double], _ target: Int) throws -> [Double] {
    func relu(_ z: [Double]) -> [Double] { z.map { max(0, $0) } }
    func slopes(_ z: [Double], _ y: [Double]) -> [Double] {
      zip(z, y).map { z, y in (max(0, z) - max(0, y)) / (z - y) }
    }
    let (z1, y1) = (try net.conv1(x, rectified: false), try net.conv1(b, rectified: false))
    let (z2, y2) = (try net.dense1(relu(z1)), try net.dense1(relu(y1)))
    let top = try gradient(at: relu(z2)) { h in
      let logits = try net.logits(h, from: .dense1)
      return target == 3 ? logits[2] - logits[0] : logits[target]
    }
    /// Which of the pool's windows a value of conv1 is in.
    func window(_ i: Int) -> Int { i / 16 * 4 + i % 16 / 8 * 2 + i % 4 / 2 }
    let hidden = zip(top, slopes(z2, y2)).map(*)
    // The dense layer as a linear function of the pool's values: a picture of constant windows makes the pool pass them on.
    let pooled = try gradient(at: [Double](repeating: 0.5, count: 8)) { p in
      let spread: [Double] = (0..<32).map { p[window($0)] }
      return dot(hidden, try net.dense1(spread))
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
    let multipliers = try gradient(at: x) { dot(seeds, try net.conv1($0, rectified: false)) }
    return (0..<36).map { multipliers[$0] * (x[$0] - b[$0]) }
  }

  @Test func guidedBackpropagation() throws {
    try expectMaps("guided-backprop") { x, t in
      let a = try net.conv1(x)
      let h = try net.dense1(a).map { max(0, $0) }
      func cut(_ g: [Double], _ values: [Double]) -> [Double] { zip(g, values).map { $1 > 0 ? max(0, $0) : 0 } }
      let top = try gradient(at: h) { h in
        let logits = try net.logits(h, from: .dense1)
        return t == 3 ? logits[2] - logits[0] : t == 4 ? referenceCrossEntropy([logits], labels: [1]).loss : logits[t]
      }
      let middle = try gradient(at: a) { dot(cut(top, h), try net.dense1($0)) }
      return try gradient(at: x) { dot(cut(middle, a), try net.conv1($0, rectified: false)) }
    }
  }

  /// A neuron in the middle is a target like any other.
  @Test func guidedBackpropagationOfANeuron() throws {
    let port = try #require(net.engine.network.port(named: "conv1"))
    let seed = (0..<32).map { Float($0 % 5) - 2 }
    let map = try #require(
      try explainer.render("guided-backprop", Array(pictures.prefix(36)), count: 1, targets: [.seed(port: port, seed)]).tensors[
        "map"])
    let a = try net.conv1(input(0))
    let kept = zip(seed, a).map { $1 > 0 ? max(0, Double($0)) : 0 }
    let expected = try gradient(at: input(0)) { dot(kept, try net.conv1($0, rectified: false)) }
    #expect(relativeError(map, expected) < Self.tolerance)
  }
}
