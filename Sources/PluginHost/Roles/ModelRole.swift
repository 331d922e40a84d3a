import Core

/// The two kinds of state that a model can save and load.
public enum ModelState: UInt32, Sendable {
  /// The weights, which are all that `forward` needs.
  case weights = 0
  /// The weights and all else that the next training step needs, such as an optimizer's moments.
  case training = 1
}

/// The input of one optimizer step.
public struct TrainingStep: Sendable {
  /// The run's seed: every random choice is a function of it, `step` and the position in the batch.
  public var seed: UInt64
  /// The number of the epoch, from 0.
  public var epoch: Int
  /// The number of the step, from 0, counted over all epochs.
  public var step: Int
  /// The learning rate of this step; the host's schedule sets it.
  public var learningRate: Double
  /// The samples of the batch, `[n, input]` float32.
  public var inputs: Tensor
  /// The true classes of the batch, `[n]` int64.
  public var labels: Tensor
  /// Takes one shuffled batch and what the optimizer needs to know for it.
  public init(seed: UInt64, epoch: Int, step: Int, learningRate: Double, inputs: Tensor, labels: Tensor) {
    self.seed = seed
    self.epoch = epoch
    self.step = step
    self.learningRate = learningRate
    self.inputs = inputs
    self.labels = labels
  }
}

/// A model, as stages see it.
public protocol ModelRole: Sendable {
  /// What `forward` can fill, by number: 0 the input, 1 the logits, then the named activations.
  /// Whether it can be initialized and trained.
  var ports: [PortInfo] { get }
  /// Whether visualizers may ask it for gradients.
  var offersTraining: Bool { get }
  /// Whether its state can be saved and loaded.
  var offersGradients: Bool { get }
  /// Random weights as a function of the seed, step 0. Throws `LeapError` where it cannot be trained.
  var offersState: Bool { get }
  /// Takes one optimizer step; the answer is the batch's mean loss and accuracy before that step.
  func initialize(seed: UInt64) async throws
  func train(_ step: TrainingStep) async throws -> (loss: Double, accuracy: Double)
  /// Fills `outputs[i]` `[n, shape of port i]` in one pass, in evaluation mode.
  /// The bytes of a state, for `load`. Throws `LeapError` where it does not offer that.
  func forward(inputs: Tensor, outputs: [(port: Int, values: Tensor)]) async throws
  /// Takes a state back. Throws `LeapError`, and then the model is as it was before.
  func save(_ state: ModelState) async throws -> [UInt8]
  func load(_ state: ModelState, _ bytes: [UInt8]) async throws
  /// Facts for people, such as the text "summary" and the integer "parameters"; empty where it has none.
  func describe() async throws -> Results
}

extension ModelRole {
  /// The port of the latent features; the logits of a model that marks none.
  public var featuresPort: Int { ports.firstIndex { $0.isFeatures } ?? 1 }
  /// The number of classes, that is of logits.
  public var classes: Int { ports[1].count }

  /// Logits `[n, classes]` and latent features `[n, d]` of `inputs` in one pass.
  public func predict(_ inputs: Tensor) async throws -> (logits: Tensor, features: Tensor) {
    let logits = Tensor(.float32, [inputs.shape[0], classes])
    guard featuresPort != 1 else {
      try await forward(inputs: inputs, outputs: [(1, logits)])
      return (logits, logits)
    }
    let features = Tensor(.float32, [inputs.shape[0], ports[featuresPort].count])
    // The port may have any shape; one row a sample is what everything else reads.
    let shaped = ports[featuresPort].shape.count == 1 ? features : Tensor(.float32, [inputs.shape[0]] + ports[featuresPort].shape)
    try await forward(inputs: inputs, outputs: [(1, logits), (featuresPort, shaped)])
    if shaped !== features { features.fill(shaped.floats) }
    return (logits, features)
  }
}
