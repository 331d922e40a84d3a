import Kernels
import PluginKit

/// Petsiuk, Das, Saenko 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models": what becomes of a target while
/// pixels, those with the largest values of the map first, turn black (deletion: a good map's curve falls fast) or come into the
/// blurred picture (insertion: rises fast).
///
/// A class's score counts by the class's probability. Every other target is scaled so that it is 1 at the picture and 0 where all
/// pixels are gone; its curve is 0 where these two do not differ.
struct PixelCurves {
  struct Curve {
    let points: Int
    /// `[n, targets, points]`, with no pixel changed at the first point and all at the last.
    var values: [Double]
    /// `[n, targets]`: the mean height of the curve.
    var areas: [Double] {
      stride(from: 0, to: values.count, by: points).map { i in
        let ends = (values[i] + values[i + points - 1]) / 2
        return (ends + values[i + 1..<max(i + 1, i + points - 1)].reduce(0, +)) / Double(points - 1)
      }
    }
  }
  let deletion: Curve
  let insertion: Curve

  init(_ subject: Explanation, _ maps: Maps) throws {
    let steps = min(subject.settings.curveSteps, subject.picture.area)
    let ranks = Self.ranks(maps.map, subject)
    let black = try Baseline.black.pictures(subject), blurred = try Baseline.blurred.pictures(subject)
    let (points, targets) = (steps + 1, subject.targets.count)
    var curves = [[Double]](repeating: [Double](repeating: 0, count: subject.maps * points), count: 2)
    let (picture, area) = (subject.picture, subject.picture.area)
    // A draw is (target, deletion or insertion, point).
    try subject.values(
      of: Array(0..<subject.count), draws: targets * 2 * points, scale: .probability, only: { $0 / (2 * points) }
    ) { sample, draw, row in
      let (target, isInsertion) = (draw / (2 * points), draw / points % 2 == 1)
      let cut = UInt32((draw % points * area + steps / 2) / steps)
      let rank = ranks.pointer + (sample * targets + target) * area
      let before = isInsertion ? blurred.pointer + sample * picture.count : UnsafeMutablePointer(mutating: subject.input(sample))
      let after = isInsertion ? UnsafeMutablePointer(mutating: subject.input(sample)) : black.pointer + sample * picture.count
      for i in 0..<picture.count { row[i] = rank[i % area] < cut ? after[i] : before[i] }
    } fold: { sample, draw, target, value in
      curves[draw / points % 2][(sample * targets + target) * points + draw % points] = value
    }
    for (t, target) in subject.targets.enumerated() {
      if case .score = target { continue }
      for sample in 0..<subject.count {
        let map = (sample * targets + t) * points..<(sample * targets + t + 1) * points
        Self.scale(&curves[0][map], from: steps, to: 0)
        Self.scale(&curves[1][map], from: 0, to: steps)
      }
    }
    deletion = Curve(points: points, values: curves[0])
    insertion = Curve(points: points, values: curves[1])
  }

  /// Brings the curve to 0 at one of its points and to 1 at another.
  private static func scale(_ curve: inout ArraySlice<Double>, from zero: Int, to one: Int) {
    let (low, high) = (curve[curve.startIndex + zero], curve[curve.startIndex + one])
    let span = high - low
    for i in curve.indices { curve[i] = abs(span) <= 1e-6 * max(1, abs(high)) ? 0 : (curve[i] - low) / span }
  }

  /// `[n, targets, height, width]`: how many pixels come before each, the largest value first and of equals the first pixel.
  private static func ranks(_ map: Buffer<Float>, _ subject: Explanation) -> Buffer<UInt32> {
    let area = subject.picture.area
    let ranks = Buffer<UInt32>(subject.maps * area)
    subject.call.parallel(subject.maps) { _, i in
      let values = map.pointer + i * area
      let order = (0..<area).sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
      for (rank, pixel) in order.enumerated() { ranks.pointer[i * area + pixel] = UInt32(rank) }
    }
    return ranks
  }
}
