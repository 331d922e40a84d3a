import Kernels
import PluginKit

/// One entry of the option `layers`.
enum LayerOption: Equatable {
  case spec(LayerSpec)
  /// A dense layer that does not say how many units it has.
  case dense(name: String?)

  private init(_ kind: LayerSpec.Kind, name: String? = nil) { self = .spec(LayerSpec(kind, name: name)) }

  private static func name(_ summary: String) -> Option<String?> { Option("name", optional: .text(atLeast: 1), summary) }

  private static let convolutionName = name("conv1, conv2, ... by default")
  private static let filters = Option("filters", required: .int(1...65536), "channels that come out")
  private static let kernel = Option("kernel", required: .int(1...255), "side of the square kernel")
  private static let stride = Option("stride", .int(1...255), default: 1, "pixels from one place of the kernel to the next")
  private static let padding = Option("padding", .int(0...255), default: 0, "zeros on each side")
  private static let denseName = name("dense1, dense2, ... by default")
  private static let units = Option("units", optional: .int(1...65536), "values that come out; may be left out in the last layer")
  private static let normName = name("bn1, bn2, ... by default")
  private static let momentum = Option(
    "momentum", .number(0...1), default: 0.1, "share of a new batch in the running mean and variance")
  private static let epsilon = Option("epsilon", .number(above: 0), default: 0.00001, "added to the variance")
  private static let poolName = name("pool1, pool2, ... by default")
  private static let size = Option("size", required: .int(1...255), "side of the square window")
  private static let poolStride = Option(
    "stride", optional: .int(1...255), "pixels from one window to the next; the size by default")
  private static let rate = Option("rate", required: .number(0..<1), "share of the values that are dropped in training")
  private static let reluName = name(
    "makes it a layer of its own, so that the one before can be looked at before it; none by default")

  static let form = OptionForm<LayerOption>.oneOf(
    "kind",
    OptionVariant("conv2d", options: OptionTable(convolutionName, filters, kernel, stride, padding)) { _, options in
      LayerOption(
        .conv2d(filters: options[filters], kernel: options[kernel], stride: options[stride], padding: options[padding]),
        name: options[convolutionName])
    },
    OptionVariant("dense", options: OptionTable(denseName, units)) { _, options in
      options[units].map { LayerOption(.dense(units: $0), name: options[denseName]) } ?? .dense(name: options[denseName])
    },
    OptionVariant("batchnorm", options: OptionTable(normName, momentum, epsilon)) { _, options in
      LayerOption(
        .batchNorm(momentum: Float(options[momentum]), epsilon: Float(options[epsilon])), name: options[normName])
    },
    OptionVariant("maxpool", "avgpool", options: OptionTable(poolName, size, poolStride)) { kind, options in
      let (side, step) = (options[size], options[poolStride] ?? options[size])
      return LayerOption(
        kind == "maxpool" ? .maxPool(size: side, stride: step) : .averagePool(size: side, stride: step),
        name: options[poolName])
    },
    OptionVariant("dropout", options: OptionTable(rate)) { _, options in LayerOption(.dropout(rate: Float(options[rate]))) },
    OptionVariant("relu", options: OptionTable(reluName)) { _, options in LayerOption(.relu, name: options[reluName]) },
    OptionVariant("flatten") { _, _ in LayerOption(.flatten) })

  /// The layers of a project that says nothing.
  static let standard: JSON = [
    ["kind": "conv2d", "filters": 32, "kernel": 3], ["kind": "relu"], ["kind": "maxpool", "size": 2],
    ["kind": "conv2d", "filters": 64, "kernel": 3], ["kind": "relu"], ["kind": "maxpool", "size": 2],
    ["kind": "dense", "units": 128], ["kind": "relu"], ["kind": "dropout", "rate": 0.5], ["kind": "dense"],
  ]
}
