import PluginKit

/// A way to make a heat map.
enum Method: String, CaseIterable {
  /// Simonyan, Vedaldi, Zisserman 2014, "Deep Inside Convolutional Networks": the gradient towards the input, with its sign.
  case saliency
  /// Selvaraju et al. 2017: see Kernels' `ClassActivation`.
  case gradcam

  /// The methods that work with a model, the default first.
  static func working(with model: ModelView?) -> [Method] {
    guard let model, model.offersGradients else { return [] }
    return model.ports.contains(where: \.isMaps) ? [.gradcam, .saliency] : [.saliency]
  }

  /// - Parameter name: nil for the default.
  /// - Throws: `.argument` for an unknown name, `.unsupported` for a method that the model cannot serve; both say what works.
  init(named name: String?, for model: ModelView) throws {
    let working = Method.working(with: model)
    let choice = working.isEmpty ? "none does" : "choose from \(working.map(\.rawValue).joined(separator: ", "))"
    guard let name else {
      guard let first = working.first else {
        throw PluginError(.unsupported, "no heat map can be made: the model offers no gradients, and every method needs them")
      }
      self = first
      return
    }
    guard let method = Method(rawValue: name) else {
      let known = Method.allCases.map(\.rawValue).joined(separator: ", ")
      throw PluginError(
        .argument, "there is no method '\(name)' (there are \(known)); of those that work with this model, \(choice)")
    }
    guard working.contains(method) else {
      let reason = model.offersGradients ? "it has no layer of maps [channels, height, width]" : "it offers no gradients"
      throw PluginError(
        .unsupported, "method '\(name)' does not work with this model: \(reason); of the methods that work, \(choice)")
    }
    self = method
  }
}
