/// Role model: computes logits and named activations. Made by `init`, then `build`, then weights (initialize or load).
public protocol ModelPlugin: Component {
  /// Fixes the shape of the input (without the batch) and the number of classes. Called once.
  /// - Throws: where the layers do not fit, with the layer's number and the shape at that point.
  func build(input: Port, classes: Int, call: Call) throws
  /// What can be asked for, by number: 0 the input, 1 the logits, then the named activations. Called after `build`.
  var ports: [Port] { get }
  /// Computes the wanted ports of one batch `[n, input.shape]` in one pass, in evaluation mode.
  /// Each output is `[n, shape of its port]`.
  func forward(inputs: TensorView<Float>, outputs: [(port: Int, values: MutableTensorView<Float>)], call: Call) throws
  /// Facts for people, e.g. "parameters", "summary" (short lines, shown before training) and "plan" (all of it).
  func describe(into sink: Sink, call: Call) throws
}

/// What one optimizer step works on; the tensors are borrowed for the call.
public struct TrainingStep {
  /// Seed of the run: every random choice is a function of it, `step` and the position in the batch.
  public let seed: UInt64
  /// Passes over the training samples that came before, from 0.
  public let epoch: Int
  /// Steps that came before, over all epochs, from 0.
  public let step: Int
  /// The rate of this step; schedules are the host's.
  public let learningRate: Double
  /// The samples of the batch, `[n, input.shape]`.
  public let inputs: TensorView<Float>
  /// The true classes of the batch, `[n]`.
  public let labels: TensorView<Int64>
}

/// A model that learns.
public protocol TrainableModel: ModelPlugin {
  /// Random weights; forgets the optimizer's state.
  func initialize(seed: UInt64, call: Call) throws
  /// Takes one step of the optimizer.
  /// - Returns: mean loss and accuracy of the batch before the step.
  func train(_ step: TrainingStep, call: Call) throws -> (loss: Double, accuracy: Double)
}

/// What `gradient` fills for one port.
public struct GradientRequest {
  /// The number of the port towards which gradients are wanted.
  public let port: Int
  /// Where they go: `[n, targets, port's shape]`, or `[n, targets, channels]` where they are summed.
  public let gradient: MutableTensorView<Float>
  /// The gradient is wanted summed over the positions; only where the port offers it.
  public let isSummed: Bool
  /// Where the port's own values go, `[n, port's shape]`; nil: they are not wanted.
  public let values: MutableTensorView<Float>?

  /// A request for the gradients towards one port, and its values if wanted.
  public init(
    port: Int, gradient: MutableTensorView<Float>, isSummed: Bool = false, values: MutableTensorView<Float>? = nil
  ) {
    self.port = port
    self.gradient = gradient
    self.isSummed = isSummed
    self.values = values
  }
}

/// A model that offers gradients.
public protocol DifferentiableModel: ModelPlugin {
  /// The derivative of each target by each port's values, for each sample on its own; all targets share one forward pass.
  func gradient(
    inputs: TensorView<Float>, labels: TensorView<Int64>?, targets: [Target], requests: [GradientRequest], call: Call) throws
  /// Gradients of the mean loss in evaluation mode, put by weight name.
  func parameterGradient(inputs: TensorView<Float>, labels: TensorView<Int64>, into sink: Sink, call: Call) throws
}

/// How much of a model is saved or loaded.
public enum ModelState: UInt32, Sendable {
  /// The weights, which are all that `forward` needs.
  case weights
  /// The weights and all else that the next training step needs, such as an optimizer's moments.
  case training
}

/// A model whose state can be kept; both states are safetensors files.
public protocol PersistentModel: ModelPlugin {
  /// Writes the model's state, which `load` takes back.
  func save(_ state: ModelState, to stream: OutputStream, call: Call) throws
  /// Reads a state. When it throws, the model is as it was before.
  func load(_ state: ModelState, from stream: InputStream, call: Call) throws
}
