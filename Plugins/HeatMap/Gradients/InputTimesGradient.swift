import Kernels
import PluginKit

/// Shrikumar et al. 2016, "Not Just a Black Box": the gradient times the pixel, summed over channels. In a network without biases
/// these are the parts of the score.
struct InputTimesGradient: Method {
  static let name = "input-x-gradient"
  static let needs = Needs.gradients
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (size, targets) = (subject.picture.count, subject.targets.count)
    let products = Buffer<Float>(subject.maps * size)
    try subject.gradients(of: Array(0..<subject.count), fill: subject.copy) { row in
      Accumulate.addProduct(
        row.gradient, row.values, times: 1, count: size, to: products.pointer + (row.sample * targets + row.target) * size)
    }
    return Maps(products, subject, Self.unit)
  }
}
