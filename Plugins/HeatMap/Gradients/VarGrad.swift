import PluginKit

/// Adebayo et al. 2018, "Local Explanation Methods for Deep Neural Networks Lack Sensitivity to Parameter Values": the variance
/// of the gradients of noisy copies of the picture.
struct VarGrad: Method {
  static let name = "vargrad"
  static let needs = Needs.gradients
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps { Maps(try NoisyGradients(subject).variance, subject, Self.unit) }
}
