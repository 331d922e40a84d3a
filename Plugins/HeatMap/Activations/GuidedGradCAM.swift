import Kernels
import PluginKit

/// Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", section 3.2: Grad-CAM says
/// which region speaks for the target, guided back-propagation which of its pixels; their product says both.
struct GuidedGradCAM: Method {
  static let name = "guided-gradcam"
  static let needs: Needs = [.gradients, .maps, .rectifiers]
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps {
    let regions = try GradCAM().maps(subject)
    let pixels = try GuidedBackpropagation().maps(subject)
    let area = subject.picture.area
    subject.call.parallel(subject.maps) { _, i in
      let (map, region) = (pixels.map.pointer + i * area, regions.map.pointer + i * area)
      for p in 0..<area { map[p] *= region[p] }
    }
    return pixels
  }
}
