import Kernels
import PluginKit

/// The map of Simonyan, Vedaldi, Zisserman 2014 as they show it: the magnitude of the gradient, the largest of all channels.
struct AbsoluteSaliency: Method {
  static let name = "saliency-absolute"
  static let needs = Needs.gradients
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps {
    let maps = try Saliency().maps(subject)
    for i in 0..<maps.map.count { maps.map.pointer[i] = abs(maps.map.pointer[i]) }
    return maps
  }
}
