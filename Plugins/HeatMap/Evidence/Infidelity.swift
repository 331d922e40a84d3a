import Kernels
import PluginKit

/// Yeh et al. 2019, "On the (In)fidelity and Sensitivity of Explanations", with removed squares: how badly a map foretells the
/// target's fall where a square of the picture turns black. `[n, targets]`, from 0 (foretells all) to 1 (nothing): the mean squared
/// error after the best factor of 0 or more, as a share of the mean squared fall. 0 where nothing falls.
func infidelities(_ subject: Explanation, _ maps: Maps, _ unit: MapUnit) throws -> [Double] {
  let (picture, targets) = (subject.picture, subject.targets.count)
  let squares = Square.all(picture, subject.settings)
  let whole = try subject.values { sample, row in subject.copy(sample, 0, row) }
  var products = [Double](repeating: 0, count: subject.maps), forecasts = products, falls = products
  try subject.values(of: Array(0..<subject.count), draws: squares.count) { sample, draw, row in
    subject.copy(sample, draw, row)
    squares[draw].forEach(picture) { pixel in
      for channel in 0..<picture.channels { row[channel * picture.area + pixel] = 0 }
    }
  } fold: { sample, draw, target, value in
    let map = sample * targets + target
    let (values, x) = (maps.map.pointer + map * picture.area, subject.input(sample))
    var forecast = 0.0
    squares[draw].forEach(picture) { pixel in
      switch unit {
      case .part: forecast += Double(values[pixel])
      case .slope:
        for channel in 0..<picture.channels { forecast += Double(values[pixel] * x[channel * picture.area + pixel]) }
      }
    }
    let fall = whole[map] - value
    products[map] += forecast * fall
    forecasts[map] += forecast * forecast
    falls[map] += fall * fall
  }
  return (0..<subject.maps).map { i in
    if falls[i] == 0 { return 0 }
    if products[i] <= 0 || forecasts[i] == 0 { return 1 }
    return max(0, 1 - products[i] * products[i] / (forecasts[i] * falls[i]))
  }
}

/// A part of a picture, the same for all samples.
private struct Square {
  let top: Int
  let left: Int
  let side: Int

  /// Sides of a seventh to a half of the picture's, at random places.
  static func all(_ picture: Picture, _ settings: Settings) -> [Square] {
    let random = CounterRandom(settings.seed, 0x696E_6669)
    let whole = min(picture.height, picture.width)
    func pick(_ i: Int, _ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.uniform(UInt64(i)) * Float(range.count))
    }
    let (small, large) = (max(1, whole / 7), max(1, whole / 2))
    return (0..<settings.perturbations).map { i in
      let side = pick(3 * i, small...large)
      return Square(top: pick(3 * i + 1, 0...picture.height - side), left: pick(3 * i + 2, 0...picture.width - side), side: side)
    }
  }

  func forEach(_ picture: Picture, _ body: (_ pixel: Int) -> Void) {
    for y in top..<top + side { for x in left..<left + side { body(y * picture.width + x) } }
  }
}
