/// What leap.yaml can hand to a C function, by name. Values belong to one sample.
public enum FunctionWord: String, Sendable, CaseIterable {
  /// `[channels, height, width]`, as the model sees them.
  case pixels
  /// Values of the array that stands before it among the arguments, or else of `pixels`.
  case count
  case height, width, channels
  /// The true class, from 0; samples without one get no value.
  case label
  /// Number of classes.
  case classes
  /// Position in its subset, from 0.
  case index
  /// Name of its subset.
  case subset
  /// Mean `pixels` of the training samples of the sample's true class.
  case classMean = "class_mean"
  /// `[classes]`: softmax of `logits`.
  case probabilities
  /// `[classes]`
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
