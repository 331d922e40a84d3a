import Core

/// What a model keeps.
public enum ModelState: UInt32, Sendable {
  /// What `forward` needs.
  case weights = 0
  /// That and all that the next training step needs.
  case training = 1
}

/// One optimizer step.
public struct TrainingStep: Sendable {
  public var seed: UInt64
  public var epoch: Int
  /// Counts over all epochs, from 0.
  public var step: Int
  public var learningRate: Double
  /// `[n, input]`
  public var inputs: Tensor
  /// `[n]`
  public var labels: Tensor
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
  /// 0 the input, 1 the logits, then the named activations.
  var ports: [PortInfo] { get }
  var offersTraining: Bool { get }
  var offersGradients: Bool { get }
  var offersState: Bool { get }
  func initialize(seed: UInt64) async throws
  func train(_ step: TrainingStep) async throws -> (loss: Double, accuracy: Double)
  /// Fills `outputs[i]` `[n, shape of port i]` in one pass, in evaluation mode.
  func forward(inputs: Tensor, outputs: [(port: Int, values: Tensor)]) async throws
  func save(_ state: ModelState) async throws -> [UInt8]
  func load(_ state: ModelState, _ bytes: [UInt8]) async throws
  /// Facts for people.
  func describe() async throws -> Results
}

extension ModelRole {
  /// The port of the latent features; the logits of a model that marks none.
  public var featuresPort: Int { ports.firstIndex { $0.isFeatures } ?? 1 }
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
