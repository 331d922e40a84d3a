import Kernels
import PluginKit

/// Yeh et al. 2019, "On the (In)fidelity and Sensitivity of Explanations", max-sensitivity: how far a map moves, at most, where the
/// picture changes by noise that nobody sees, as a share of the map's length. `[n, targets]`; 0 is best. The maximum is over some
/// random pictures, uniform within the radius around each pixel.
func sensitivities(_ subject: Explanation, _ method: any Method, _ maps: Maps) throws -> [Double] {
  let size = subject.picture.count, area = subject.picture.area
  var worst = [Double](repeating: 0, count: subject.maps)
  let nearby = Buffer<Float>(subject.count * size)
  let radii = (0..<subject.count).map { sample in
    let (low, high) = subject.range(sample)
    return subject.settings.radius * (high > low ? high - low : 1)
  }
  for neighbor in 0..<subject.settings.neighbors {
    let random = CounterRandom(subject.settings.seed, 0x7365_6E73, UInt64(neighbor))
    for sample in 0..<subject.count {
      let x = subject.input(sample), y = nearby.pointer + sample * size
      for i in 0..<size { y[i] = x[i] + radii[sample] * (2 * random.uniform(UInt64(i)) - 1) }
    }
    let other = try withExtendedLifetime(nearby) { try method.maps(subject.with(inputs: nearby.pointer)) }
    for map in 0..<subject.maps {
      let a = maps.map.pointer + map * area, b = other.map.pointer + map * area
      let length = Distances.dot(a, a, count: area)
      let moved = Distances.squared(a, b, count: area)
      worst[map] = max(worst[map], moved == 0 ? 0 : (moved / max(length, 1e-24)).squareRoot())
    }
  }
  return worst
}
