/// One layer as a user writes it. Flattening before a dense layer is implied.
public struct LayerSpec: Sendable, Equatable {
  /// What a layer does, with its sizes.
  public enum Kind: Sendable, Equatable {
    /// Square kernel, zero padding on all four sides.
    case conv2d(filters: Int, kernel: Int, stride: Int, padding: Int)
    case dense(units: Int)
    /// PyTorch's: running = (1 - momentum) * running + momentum * batch, unbiased running variance.
    case batchNorm(momentum: Float, epsilon: Float)
    case relu
    /// Windows that do not fit are left out (floor), as in PyTorch and Keras.
    case maxPool(size: Int, stride: Int)
    case averagePool(size: Int, stride: Int)
    /// Inverted dropout: kept values are divided by 1 - rate while training.
    case dropout(rate: Float)
    case flatten
  }

  /// What the layer does, with its sizes.
  public var kind: Kind
  /// The name of a conv2d, dense, batchNorm or pool; nil: conv1, dense1, bn1, pool1, ... A ReLU with a name is a layer of its own, so that
  /// the one before can be looked at before it.
  public var name: String?

  /// A layer of any kind; `Network` checks it.
  public init(_ kind: Kind, name: String? = nil) {
    self.kind = kind
    self.name = name
  }

  /// A convolution with bias; sizes are pixels.
  public static func conv2d(_ filters: Int, kernel: Int, stride: Int = 1, padding: Int = 0, name: String? = nil) -> Self {
    Self(.conv2d(filters: filters, kernel: kernel, stride: stride, padding: padding), name: name)
  }
  /// A fully connected layer with bias.
  public static func dense(_ units: Int, name: String? = nil) -> Self { Self(.dense(units: units), name: name) }
  /// A batch normalization with PyTorch's defaults.
  public static func batchNorm(momentum: Float = 0.1, epsilon: Float = 1e-5, name: String? = nil) -> Self {
    Self(.batchNorm(momentum: momentum, epsilon: epsilon), name: name)
  }
  /// A ReLU that belongs to the layer before it.
  public static var relu: Self { Self(.relu) }
  /// A ReLU that is a layer of its own.
  public static func relu(name: String) -> Self { Self(.relu, name: name) }
  /// A max-pool; windows stand side by side where no stride is given.
  public static func maxPool(_ size: Int, stride: Int? = nil) -> Self {
    Self(.maxPool(size: size, stride: stride ?? size))
  }
  /// An average pool; windows stand side by side where no stride is given.
  public static func averagePool(_ size: Int, stride: Int? = nil) -> Self {
    Self(.averagePool(size: size, stride: stride ?? size))
  }
  /// A dropout of this rate.
  public static func dropout(_ rate: Float) -> Self { Self(.dropout(rate: rate)) }
  /// Maps to a vector, in the order C, H, W.
  public static var flatten: Self { Self(.flatten) }

  /// The word of leap.yaml.
  public var word: String {
    switch kind {
    case .conv2d: "conv2d"
    case .dense: "dense"
    case .batchNorm: "batchnorm"
    case .relu: "relu"
    case .maxPool: "maxpool"
    case .averagePool: "avgpool"
    case .dropout: "dropout"
    case .flatten: "flatten"
    }
  }
}
