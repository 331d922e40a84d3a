/// How a step changes the weights. The learning rate comes with each step; its schedule is the caller's business.
public struct TrainingSettings: Sendable, Equatable {
  /// How a gradient becomes a step.
  public enum Optimizer: Sendable, Equatable {
    /// Kingma, Ba 2015, with PyTorch's place for epsilon. `decoupled` decay is AdamW (Loshchilov, Hutter 2019).
    case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, decoupled: Bool = false)
    /// PyTorch's form of momentum: v = momentum v + g, w -= rate v.
    case sgd(momentum: Double = 0, nesterov: Bool = false)
  }

  /// How a gradient becomes a step.
  public var optimizer: Optimizer
  /// Added to every trained weight's gradient as decay * weight, or decoupled.
  public var weightDecay: Double
  /// The largest global norm of the gradient; nil does not clip.
  public var clipNorm: Double?
  /// The share of a target that is spread over all classes, 0 to below 1.
  public var labelSmoothing: Double
  /// `[classes]`: a factor on the loss of each class's samples; nil: 1.
  public var classWeights: [Float]?

  /// The properties of the same names; `check` says whether they make sense.
  public init(
    optimizer: Optimizer = .adam(), weightDecay: Double = 0, clipNorm: Double? = nil, labelSmoothing: Double = 0,
    classWeights: [Float]? = nil
  ) {
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    self.clipNorm = clipNorm
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
  }

  /// Throws NetworkError.argument for a value that makes no sense.
  public func check(classes: Int) throws {
    func require(_ condition: Bool, _ message: String) throws {
      if !condition { throw NetworkError.argument(message) }
    }
    switch optimizer {
    case .adam(let beta1, let beta2, let epsilon, _):
      try require(beta1 >= 0 && beta1 < 1, "beta1 must be at least 0 and below 1, not \(beta1)")
      try require(beta2 >= 0 && beta2 < 1, "beta2 must be at least 0 and below 1, not \(beta2)")
      try require(epsilon > 0 && epsilon.isFinite, "epsilon must be positive, not \(epsilon)")
    case .sgd(let momentum, let nesterov):
      try require(momentum >= 0 && momentum < 1, "momentum must be at least 0 and below 1, not \(momentum)")
      try require(!nesterov || momentum > 0, "Nesterov's method needs a momentum above 0")
    }
    try require(weightDecay >= 0 && weightDecay.isFinite, "weight decay must be 0 or more, not \(weightDecay)")
    try require(labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing must be 0 or more and below 1, not \(labelSmoothing)")
    if let clipNorm { try require(clipNorm > 0, "the clipping norm must be positive, not \(clipNorm)") }
    if let classWeights {
      try require(classWeights.count == classes, "\(classWeights.count) class weights for \(classes) classes")
      for (c, w) in classWeights.enumerated() {
        try require(w >= 0 && w.isFinite, "the weight of class \(c) must be 0 or more, not \(w)")
      }
    }
  }
}
