import PluginKit

/// A way to make heat maps. Each has a file with its paper.
protocol Method: Sendable {
  /// Kebab case.
  static var name: String { get }
  static var needs: Needs { get }
  static var unit: MapUnit { get }
  init()
  /// Maps of all samples and targets. A sample's map depends on the sample, the target and the settings alone, so a batch of n
  /// equals n singles to the last bit.
  func maps(_ subject: Explanation) throws -> Maps
}

/// What a method asks of a model.
struct Needs: OptionSet {
  let rawValue: Int
  static let gradients = Needs(rawValue: 1)
  /// A layer of maps, `[channels, height, width]`.
  static let maps = Needs(rawValue: 2)
  /// Every ReLU behind a layer that can be asked for.
  static let rectifiers = Needs(rawValue: 4)
  /// Nothing but linear layers, ReLUs and max-pooling, each of which can be asked for.
  static let pieces = Needs(rawValue: 8)
}

/// What a value of a map says.
enum MapUnit {
  /// By how much the target grows where a pixel grows by one.
  case slope
  /// A pixel's part of the target, in the target's own unit or another.
  case part
}

extension Method {
  /// Why it cannot work with a model; nil where it can.
  static func obstacle(_ model: ModelView, _ facts: ModelFacts) throws -> String? {
    if needs.contains(.gradients), !model.offersGradients { return "it offers no gradients" }
    if needs.contains(.maps), !model.ports.contains(where: \.isMaps) {
      return "it has no layer of maps [channels, height, width]"
    }
    if needs.contains(.rectifiers) || needs.contains(.pieces), let obstacle = try facts.rectifiers(model).obstacle {
      return obstacle
    }
    if needs.contains(.pieces) { return try facts.pieces(model).obstacle }
    return nil
  }
}

/// All methods, those that are best to begin with first.
let allMethods: [any Method.Type] = [
  GradCAM.self, Saliency.self, AbsoluteSaliency.self, InputTimesGradient.self, SmoothGrad.self, VarGrad.self,
  IntegratedGradients.self, ExpectedGradients.self, DeepLift.self, GuidedBackpropagation.self, GradCAMPlusPlus.self,
  LayerCAM.self, XGradCAM.self, GuidedGradCAM.self, Occlusion.self, RISE.self, KernelSHAP.self, ScoreCAM.self,
]

/// The methods that work with a model, the default first.
func workingMethods(_ model: ModelView, _ facts: ModelFacts) throws -> [any Method.Type] {
  try allMethods.filter { try $0.obstacle(model, facts) == nil }
}

/// - Parameter name: nil for the default.
/// - Throws: `.argument` for an unknown name, `.unsupported` for a method that the model cannot serve; both say what works.
func chosenMethod(_ name: String?, _ model: ModelView, _ facts: ModelFacts) throws -> any Method {
  func names() throws -> String { try workingMethods(model, facts).map { $0.name }.joined(separator: ", ") }
  guard let name else {
    for method in allMethods where try method.obstacle(model, facts) == nil { return method.init() }
    throw PluginError(.unsupported, "no heat map can be made of this model")
  }
  guard let method = allMethods.first(where: { $0.name == name }) else {
    throw PluginError(.argument, "there is no method '\(name)'; those that work with this model are \(try names())")
  }
  if let obstacle = try method.obstacle(model, facts) {
    throw PluginError(
      .unsupported, "method '\(name)' does not work with this model: \(obstacle); methods that do: \(try names())")
  }
  return method.init()
}
