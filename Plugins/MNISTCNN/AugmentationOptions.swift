import Kernels
import PluginKit

/// The option `augmentation`: how the pictures of a training batch are changed at random. Off unless said otherwise.
struct AugmentationOptions {
  let augmentation: Augmentation

  /// What leap.yaml may say about it.
  static let schema = """
    {
      "type": "object", "additionalProperties": false, "default": {},
      "description": "Random changes of training pictures, new ones at each step; off by default",
      "properties": {
        "shift": {
          "type": "number", "minimum": 0, "maximum": 10000, "default": 0,
          "description": "pixels, uniform up to this along each axis, to both sides"
        },
        "rotate": {
          "type": "number", "minimum": 0, "maximum": 180, "default": 0,
          "description": "degrees, uniform up to this, to both sides"
        },
        "scale": {
          "type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0,
          "description": "part of the size, uniform up to this, larger and smaller; 0.1 is 0.9 to 1.1 times"
        },
        "elastic": {
          "type": "object", "additionalProperties": false, "default": {},
          "description": "Smoothed random displacements (Simard, Steinkraus, Platt 2003); alpha 20 to 34 and sigma 4 suit MNIST",
          "properties": {
            "alpha": {
              "type": "number", "minimum": 0, "maximum": 10000, "default": 0,
              "description": "strength in pixels, before smoothing; 0 is off"
            },
            "sigma": {
              "type": "number", "exclusiveMinimum": 0, "maximum": 1000, "default": 4,
              "description": "standard deviation of the smoothing, in pixels"
            }
          }
        }
      }
    }
    """

  /// - Parameter options: The value of `augmentation`, completed from the schema; nil is off.
  init(_ options: JSON?) throws {
    guard let options else {
      augmentation = Augmentation()
      return
    }
    let elastic = options["elastic"] ?? .null
    augmentation = Augmentation(
      shift: try options.double("shift"), rotate: try options.double("rotate"), scale: try options.double("scale"),
      elastic: Augmentation.Elastic(alpha: try elastic.double("alpha"), sigma: try elastic.double("sigma")))
    try adapted { try augmentation.check() }
  }

  /// Calls `body` with the step's inputs, changed for this step and of the same shape; with augmentation off, the inputs
  /// themselves. The memory is valid during `body` only. Inputs are pictures, `[n, height, width]` or
  /// `[n, channels, height, width]`, unless augmentation is off.
  func augmented<Result>(_ step: TrainingStep, call: Call, _ body: (UnsafePointer<Float>) throws -> Result) throws -> Result {
    guard let inputs = step.inputs.values.baseAddress else {
      throw PluginError(.argument, "a training step needs at least one sample")
    }
    if augmentation.isOff { return try body(inputs) }
    let shape = step.inputs.shape
    guard shape.count == 3 || shape.count == 4 else {
      throw PluginError(.unsupported, "augmentation needs pictures; a sample has shape \(shape.dropFirst())")
    }
    let changed = Buffer<Float>(step.inputs.values.count)
    return try withExtendedLifetime(changed) {
      try adapted {
        try augmentation.apply(
          inputs, to: changed.pointer, count: shape[0], channels: shape.count == 4 ? shape[1] : 1,
          height: shape[shape.count - 2], width: shape[shape.count - 1], seed: step.seed, step: step.step, on: Parallel(call))
      }
      return try body(changed.pointer)
    }
  }
}
