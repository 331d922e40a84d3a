import Kernels
import PluginKit

/// The options of the model, read. Epochs, batch size and learning rate are the host's, under `training`.
struct Options {
  private static let layers = Option(
    "layers", .list(of: LayerOption.form, least: 1, most: 1000), default: LayerOption.standard,
    "the layers in order; the last is `dense`, with one unit for each class")
  private static let optimizer = Option(
    "optimizer", OptimizerOption.form, default: ["kind": "adam"], "how a step is made of the gradient, as in PyTorch")
  private static let weightDecay = Option(
    "weight_decay", .number(0...), default: 0, "as in PyTorch's optimizer of that name")
  private static let clipNorm = Option(
    "clip_norm", optional: .number(above: 0), "largest global norm of a step's gradient; no limit by default")
  private static let augmentation = Option(
    "augmentation", AugmentationOptions.form, default: [:],
    "random changes of training pictures, new ones at each step; off by default")
  private static let labelSmoothing = Option(
    "label_smoothing", .number(0..<1), default: 0, "share of the truth that is spread evenly over all classes")
  private static let classWeights = Option(
    "class_weights", optional: .list(of: .number(0...)),
    "how much the loss of each class counts, from class 0; 1 by default")

  static let table = OptionTable(
    layers, optimizer, weightDecay, clipNorm, augmentation, labelSmoothing, classWeights)

  let layers: [LayerOption]
  let settings: TrainingSettings
  let augmentation: AugmentationOptions

  init(_ options: OptionValues) {
    layers = options[Self.layers]
    augmentation = options[Self.augmentation]
    settings = TrainingSettings(
      optimizer: options[Self.optimizer], weightDecay: options[Self.weightDecay], clipNorm: options[Self.clipNorm],
      labelSmoothing: options[Self.labelSmoothing], classWeights: options[Self.classWeights]?.map { Float($0) })
  }

  /// The layers for a data set with so many classes: a last dense layer without units has one for each class.
  /// - Throws: `.argument` that names a dense layer before the last without units.
  func layers(classes: Int) throws -> [LayerSpec] {
    try layers.enumerated().map { i, layer in
      switch layer {
      case .spec(let spec): return spec
      case .dense(let name):
        guard i == layers.count - 1 else {
          throw PluginError(.argument, "layer \(i + 1): option 'units' may be left out in the last layer only")
        }
        return .dense(classes, name: name)
      }
    }
  }
}
