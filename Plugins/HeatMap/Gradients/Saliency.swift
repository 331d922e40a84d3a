import Kernels
import PluginKit

/// Simonyan, Vedaldi, Zisserman 2014, "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency
/// Maps": the gradient towards each pixel, with its sign; of several channels the one of largest magnitude.
struct Saliency: Method {
  static let name = "saliency"
  static let needs = Needs.gradients
  static let unit = MapUnit.slope

  func maps(_ subject: Explanation) throws -> Maps {
    let gradients = Buffer<Float>(overwritten: subject.maps * subject.picture.count)
    try subject.gradients(of: Array(0..<subject.count), fill: subject.copy) { row in
      (gradients.pointer + (row.sample * subject.targets.count + row.target) * subject.picture.count)
        .update(from: row.gradient, count: subject.picture.count)
    }
    return Maps(gradients, subject, .slope)
  }
}
