import Kernels
import PluginKit

/// The options of the model, read.
struct Options {
  let layers: [JSON]
  let settings: TrainingSettings
  let augmentation: AugmentationOptions

  init(_ options: JSON) throws {
    layers = try options.array("layers")
    augmentation = try AugmentationOptions(options["augmentation"])
    settings = TrainingSettings(
      optimizer: try Self.optimizer(options["optimizer"] ?? .null), weightDecay: try options.double("weight_decay"),
      clipNorm: try options["clip_norm"].map { _ in try options.double("clip_norm") },
      labelSmoothing: try options.double("label_smoothing"),
      classWeights: try options["class_weights"].map { _ in
        try options.array("class_weights").map {
          guard let value = $0.double else { throw PluginError(.argument, "option 'class_weights' must be a list of numbers") }
          return Float(value)
        }
      })
  }

  private static func optimizer(_ json: JSON) throws -> TrainingSettings.Optimizer {
    let kind = try json.string("kind")
    switch kind {
    case "adam", "adamw":
      return .adam(
        beta1: try json.double("beta1"), beta2: try json.double("beta2"), epsilon: try json.double("epsilon"),
        decoupled: kind == "adamw")
    case "sgd": return .sgd(momentum: try json.double("momentum"), nesterov: try json.bool("nesterov"))
    default: throw PluginError(.argument, "there is no optimizer '\(kind)'; choose from adam, adamw, sgd")
    }
  }

  /// The layers for a data set with so many classes: a last dense layer without units has one for each class.
  func layers(classes: Int) throws -> [LayerSpec] {
    try layers.enumerated().map { i, json in
      do {
        return LayerSpec(try Self.kind(json, lastOf: i == layers.count - 1 ? classes : nil), name: json["name"]?.string)
      } catch let error as PluginError {
        throw PluginError(error.code, "layer \(i + 1): \(error.message)")
      }
    }
  }

  private static func kind(_ json: JSON, lastOf classes: Int?) throws -> LayerSpec.Kind {
    let kind = try json.string("kind")
    switch kind {
    case "conv2d":
      return .conv2d(
        filters: try json.int("filters"), kernel: try json.int("kernel"), stride: try json.int("stride"),
        padding: try json.int("padding"))
    case "dense":
      if json["units"] == nil, let classes { return .dense(units: classes) }
      return .dense(units: try json.int("units"))
    case "batchnorm":
      return .batchNorm(momentum: Float(try json.double("momentum")), epsilon: Float(try json.double("epsilon")))
    case "maxpool", "avgpool":
      let size = try json.int("size")
      let stride = try json["stride"] == nil ? size : json.int("stride")
      return kind == "maxpool" ? .maxPool(size: size, stride: stride) : .averagePool(size: size, stride: stride)
    case "dropout": return .dropout(rate: Float(try json.double("rate")))
    case "relu": return .relu
    case "flatten": return .flatten
    default:
      throw PluginError(
        .argument, "there is no kind '\(kind)'; choose from conv2d, dense, batchnorm, relu, maxpool, avgpool, dropout, flatten")
    }
  }
}
