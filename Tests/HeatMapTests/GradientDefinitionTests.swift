import KernelTwins
import Kernels
import Testing

@testable import HeatMap

/// Each gradient method against its paper's formula on a net with weights set by hand, where every gradient is a central difference
/// of the slow twin in double precision.
@Suite struct GradientDefinitionTests {
  private let toy: ToyMaps

  init() throws { toy = try ToyMaps() }

  @Test func saliency() throws { try toy.expectMaps("saliency") { try toy.slopes($0, $1) } }

  @Test func absoluteSaliency() throws { try toy.expectMaps("saliency-absolute") { try toy.slopes($0, $1).map(abs) } }

  @Test func inputTimesGradient() throws {
    try toy.expectMaps("input-x-gradient") { x, t in zip(x, try toy.slopes(x, t)).map(*) }
  }

  private func noisy(_ x: [Double], _ target: Int, copies: Int) throws -> [[Double]] {
    let noise = NormalNoise(seed: 3, count: copies * 36)
    let width = 0.1 * (x.max()! - x.min()!)
    return try (0..<copies).map { copy in
      try toy.slopes(x.indices.map { x[$0] + width * Double(noise.values.pointer[copy * 36 + $0]) }, target)
    }
  }

  @Test func smoothGrad() throws {
    try toy.expectMaps("smoothgrad", options: #"{"samples": 6, "noise": 0.1, "seed": 3}"#) { x, t in
      let all = try noisy(x, t, copies: 6)
      return x.indices.map { i in all.map { $0[i] }.reduce(0, +) / 6 }
    }
  }

  @Test func varGrad() throws {
    try toy.expectMaps("vargrad", options: #"{"samples": 6, "noise": 0.1, "seed": 3}"#, tolerance: 1e-4) { x, t in
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
      let slopes = try toy.slopes(x.indices.map { start[$0] + point * (x[$0] - start[$0]) }, target)
      for i in sums.indices { sums[i] += weight * slopes[i] * (x[i] - start[i]) }
    }
    return sums
  }

  @Test func integratedGradients() throws {
    let fixed = #""steps": 7, "max_steps": 7"#
    try toy.expectMaps("integrated-gradients", options: "{\(fixed)}") { x, t in
      try path(x, from: x.map { _ in 0 }, t, points: 7)
    }
    let references = ToyNet.pictures(7).suffix(5 * 36).map { $0 }
    let ofMean = #"{"baseline": "mean-image", \#(fixed)}"#
    try toy.expectMaps("integrated-gradients", options: ofMean, references: references) { x, t in
      let mean: [Double] = x.indices.map { i in (0..<5).map { Double(references[$0 * 36 + i]) }.reduce(0, +) / 5 }
      return try path(x, from: mean, t, points: 7)
    }
    try toy.expectMaps("integrated-gradients", options: #"{"baseline": "blurred", "blur": 1, \#(fixed)}"#) { x, t in
      var (blurred, scratch) = ([Float](repeating: 0, count: 36), [Float](repeating: 0, count: 36))
      GaussianBlur.apply(
        x.map { Float($0) }, height: 6, width: 6, weights: GaussianBlur.weights(sigma: 1), to: &blurred, scratch: &scratch)
      return try path(x, from: doubles(blurred), t, points: 7)
    }
  }

  /// One training sample and as many draws as pieces of the path: the draws' places are all that is random.
  @Test func expectedGradients() throws {
    let references = ToyNet.pictures(5).suffix(3 * 36).map { $0 }
    try toy.expectMaps("expected-gradients", options: #"{"draws": 6, "seed": 9}"#, references: references) { x, t in
      let random = CounterRandom(9, 0x6578_7067)
      var sums = [Double](repeating: 0, count: 36)
      for draw in 0..<6 {
        let start = doubles(references[draw % 3 * 36..<draw % 3 * 36 + 36])
        let share = (Double(draw / 3) + Double(random.uniform(UInt64(draw)))) / 2
        let slopes = try toy.slopes(x.indices.map { start[$0] + share * (x[$0] - start[$0]) }, t)
        for i in sums.indices { sums[i] += slopes[i] * (x[i] - start[i]) / 6 }
      }
      return sums
    }
  }
}
