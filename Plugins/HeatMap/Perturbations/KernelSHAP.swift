import Kernels
import PluginKit

/// Lundberg, Lee 2017, "A Unified Approach to Interpreting Model Predictions": Shapley values of superpixels by least squares over
/// random sets of them; what is not in a set shows the baseline. The superpixels are the cells of a grid. A pixel's value is its
/// cell's, divided by the cell's pixels, so that a map adds up to the target's difference from the baseline. Needs no gradients.
struct KernelSHAP: Method {
  static let name = "kernel-shap"
  static let needs: Needs = []
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (picture, targets) = (subject.picture, subject.targets.count)
    let sets = Coalitions(picture, subject.settings)
    let m = sets.players
    let baselines = try subject.settings.baseline.pictures(subject)
    let starts = try subject.values { sample, row in
      row.update(from: baselines.pointer + sample * picture.count, count: picture.count)
    }
    let ends = try subject.values { sample, row in subject.copy(sample, 0, row) }
    var sums = [Double](repeating: 0, count: subject.maps * m)
    try subject.values(of: Array(0..<subject.count), draws: sets.count) { sample, draw, row in
      let (x, ground) = (subject.input(sample), baselines.pointer + sample * picture.count)
      for i in 0..<picture.count {
        row[i] = sets.members[draw * m + sets.player[i % picture.area]] == 1 ? x[i] : ground[i]
      }
    } fold: { sample, draw, target, value in
      let map = sample * targets + target
      let gain = (value - starts[map]) / Double(sets.count)
      for i in 0..<m where sets.members[draw * m + i] == 1 { sums[map * m + i] += gain }
    }
    let system = try ShapleySystem(sets)
    let maps = Buffer<Float>(subject.maps * picture.area)
    var sizes = [Double](repeating: 0, count: m)
    for player in sets.player { sizes[player] += 1 }
    for map in 0..<subject.maps {
      let values = system.values(Array(sums[map * m..<(map + 1) * m]), total: ends[map] - starts[map])
      for i in 0..<picture.area { maps.pointer[map * picture.area + i] = Float(values[sets.player[i]] / sizes[sets.player[i]]) }
    }
    var result = Maps(planes: maps)
    result.gaps = (0..<subject.maps).map { map in
      completenessGap(maps.pointer + map * picture.area, count: picture.area, difference: ends[map] - starts[map])
    }
    return result
  }
}
