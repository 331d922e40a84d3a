/// What leap.yaml can hand to a C function, by name. Values belong to one sample.
public enum FunctionWord: String, Sendable, CaseIterable {
  /// The sample `[channels, height, width]`, as the model sees it.
  case pixels
  /// Values of the array that stands before it among the arguments, or else of `pixels`.
  case count
  case height, width, channels
  /// The true class, from 0; samples without one get no value.
  case label
  /// The number of classes.
  case classes
  /// The position of the sample in its subset, from 0.
  case index
  /// The name of the sample's subset.
  case subset
  /// Mean `pixels` of the training samples of the sample's true class.
  case classMean = "class_mean"
  /// Probabilities `[classes]`: softmax of `logits`.
  case probabilities
  /// What the model said, `[classes]`.
  case logits
  /// Cross-entropy against the label, in nats.
  case loss
  /// The class with the largest logit.
  case prediction
  /// The model's latent features.
  case features

  public enum Kind: Sendable { case array, integer, float, text }

  public var kind: Kind {
    switch self {
    case .pixels, .classMean, .probabilities, .logits, .features: .array
    case .count, .height, .width, .channels, .label, .classes, .index, .prediction: .integer
    case .loss: .float
    case .subset: .text
    }
  }

  /// Whether there must be an evaluated model.
  public var needsModel: Bool {
    switch self {
    case .probabilities, .logits, .loss, .prediction, .features: true
    default: false
    }
  }
}
