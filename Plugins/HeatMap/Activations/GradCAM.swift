import PluginKit

/// Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization": the channels of a layer,
/// each weighted by the mean of its gradient.
struct GradCAM: Method {
  static let name = "gradcam"
  static let needs: Needs = [.gradients, .maps]
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps { try subject.activationMaps(.gradCAM) }
}
