import PluginKit

/// Chattopadhay et al. 2018, "Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks": for several objects of a
/// class in one picture.
struct GradCAMPlusPlus: Method {
  static let name = "gradcam++"
  static let needs: Needs = [.gradients, .maps]
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps { try subject.activationMaps(.gradCAMPlusPlus) }
}
