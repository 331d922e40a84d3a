import Kernels
import PluginKit

/// Erion et al. 2021, "Improving performance of deep learning models with axiomatic attribution priors and expected gradients":
/// integrated gradients with the training samples as baselines, as a mean over random pairs of a training sample and a point on
/// the path from it.
struct ExpectedGradients: Method {
  static let name = "expected-gradients"
  static let needs = Needs.gradients
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (size, targets, draws) = (subject.picture.count, subject.targets.count, subject.settings.draws)
    let references = try subject.comparisons("method 'expected-gradients'")
    let count = references.shape[0]
    func reference(_ draw: Int) -> UnsafePointer<Float> { references.values.baseAddress! + draw % count * size }
    // The path is cut into as many pieces as each training sample has draws, one point in each.
    let pieces = (draws + count - 1) / count
    let random = CounterRandom(subject.settings.seed, 0x6578_7067)
    let shares = (0..<draws).map { (Float($0 / count) + random.uniform(UInt64($0))) / Float(pieces) }
    let parts = Buffer<Float>(subject.maps * size)
    try subject.gradients(of: Array(0..<subject.count), draws: draws) { sample, draw, row in
      Blend.line(from: reference(draw), to: subject.input(sample), share: shares[draw], count: size, output: row)
    } fold: { row in
      Blend.addScaled(
        row.gradient, times: 1 / Float(draws), from: reference(row.draw), to: subject.input(row.sample), count: size,
        sums: parts.pointer + (row.sample * targets + row.target) * size)
    }
    var maps = Maps(parts, subject, Self.unit)
    maps.gaps = try gaps(maps, subject, references)
    return maps
  }

  /// Towards the difference from the mean of the targets over the training samples that were drawn.
  private func gaps(_ maps: Maps, _ subject: Explanation, _ references: TensorView<Float>) throws -> [Double] {
    let (draws, targets) = (subject.settings.draws, subject.targets.count)
    let count = min(references.shape[0], draws)
    var means = [Double](repeating: 0, count: subject.maps)
    try subject.values(of: Array(0..<subject.count), draws: count) { _, draw, row in
      row.update(from: references.values.baseAddress! + draw * subject.picture.count, count: subject.picture.count)
    } fold: { sample, draw, target, value in
      let times = (draws - draw + references.shape[0] - 1) / references.shape[0]
      means[sample * targets + target] += value * Double(times) / Double(draws)
    }
    let ends = try subject.values { sample, row in subject.copy(sample, 0, row) }
    return (0..<subject.maps).map { i in
      completenessGap(
        maps.map.pointer + i * subject.picture.area, count: subject.picture.area, difference: ends[i] - means[i])
    }
  }
}
