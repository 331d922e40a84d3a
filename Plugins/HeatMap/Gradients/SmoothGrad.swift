import PluginKit

/// Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise": the mean gradient of noisy copies of the picture.
struct SmoothGrad: Method {
  static let name = "smoothgrad"
  static let needs = Needs.gradients
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps { Maps(try NoisyGradients(subject).mean, subject, Self.unit) }
}
