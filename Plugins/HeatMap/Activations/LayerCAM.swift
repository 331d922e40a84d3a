import PluginKit

/// Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization": each position of a layer weighted
/// by its own gradient, so that early layers show detail.
struct LayerCAM: Method {
  static let name = "layer-cam"
  static let needs: Needs = [.gradients, .maps]
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps { try subject.activationMaps(.layerCAM) }
}
