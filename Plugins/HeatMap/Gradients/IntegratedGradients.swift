import Kernels
import PluginKit

/// Sundararajan, Taly, Yan 2017, "Axiomatic Attribution for Deep Networks": the mean gradient on the straight path from a baseline,
/// times the way. A map adds up to the target's difference between the sample and the baseline; where it misses that by more
/// than the bound, the points on the path are doubled.
struct IntegratedGradients: Method {
  static let name = "integrated-gradients"
  static let needs = Needs.gradients
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (size, targets) = (subject.picture.count, subject.targets.count)
    let baselines = try subject.settings.baseline.pictures(subject)
    let parts = Buffer<Float>(subject.maps * size)
    var gaps = [Double](repeating: .infinity, count: subject.maps)
    var steps = [Int64](repeating: 0, count: subject.maps)
    let differences = try differences(subject, from: baselines)
    var open = Array(0..<subject.count)
    var points = subject.settings.steps
    while !open.isEmpty {
      let found = try integrals(subject, of: open, from: baselines, points: points)
      for (i, sample) in open.enumerated() {
        for map in sample * targets..<(sample + 1) * targets where gaps[map] > subject.settings.gap {
          let integral = found.pointer + (i * targets + map % targets) * size
          gaps[map] = completenessGap(integral, count: size, difference: differences[map])
          steps[map] = Int64(points)
          (parts.pointer + map * size).update(from: integral, count: size)
        }
      }
      open = open.filter { sample in (0..<targets).contains { gaps[sample * targets + $0] > subject.settings.gap } }
      if points >= subject.settings.maximumSteps { break }
      points = min(2 * points, subject.settings.maximumSteps)
    }
    var maps = Maps(parts, subject, Self.unit)
    (maps.gaps, maps.steps) = (gaps, steps)
    return maps
  }

  /// `[samples, targets, input]`
  private func integrals(
    _ subject: Explanation, of samples: [Int], from baselines: Buffer<Float>, points: Int
  ) throws -> Buffer<Float> {
    let (size, targets) = (subject.picture.count, subject.targets.count)
    let rule = GaussLegendre(points)
    let sums = Buffer<Float>(samples.count * targets * size)
    var place = [Int](repeating: 0, count: subject.count)
    for (i, sample) in samples.enumerated() { place[sample] = i }
    try subject.gradients(of: samples, draws: points) { sample, draw, row in
      Blend.line(
        from: baselines.pointer + sample * size, to: subject.input(sample), share: Float(rule.points[draw]), count: size,
        output: row)
    } fold: { row in
      let sum = sums.pointer + (place[row.sample] * targets + row.target) * size
      Accumulate.add(row.gradient, times: Float(rule.weights[row.draw]), count: size, to: sum)
      if row.draw == points - 1 {
        Blend.scaled(sum, from: baselines.pointer + row.sample * size, to: subject.input(row.sample), count: size)
      }
    }
    return sums
  }
}

/// The targets' values at the samples minus those at the baselines, `[n, targets]`.
func differences(_ subject: Explanation, from baselines: Buffer<Float>) throws -> [Double] {
  let ends = try subject.values { sample, row in subject.copy(sample, 0, row) }
  let starts = try subject.values { sample, row in
    row.update(from: baselines.pointer + sample * subject.picture.count, count: subject.picture.count)
  }
  return zip(ends, starts).map { $0 - $1 }
}
