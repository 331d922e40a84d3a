import PluginKit

/// Fu et al. 2020, "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs".
struct XGradCAM: Method {
  static let name = "xgrad-cam"
  static let needs: Needs = [.gradients, .maps]
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps { try subject.activationMaps(.xGradCAM) }
}
