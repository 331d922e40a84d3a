import Kernels
import PluginKit

/// The option `augmentation`: how the pictures of a training batch are changed at random. Off unless said otherwise.
struct AugmentationOptions {
  let augmentation: Augmentation

  private static let alpha = Option(
    "alpha", .number(0...10000), default: 0, "strength in pixels, before smoothing; 0 is off")
  private static let sigma = Option(
    "sigma", .number(above: 0, through: 1000), default: 4, "standard deviation of the smoothing, in pixels")

  private static let shift = Option(
    "shift", .number(0...10000), default: 0, "pixels, uniform up to this along each axis, to both sides")
  private static let rotate = Option(
    "rotate", .number(0...180), default: 0, "degrees, uniform up to this, to both sides")
  private static let scale = Option(
    "scale", .number(0..<1), default: 0, "part of the size, uniform up to this, larger and smaller; 0.1 is 0.9 to 1.1 times")
  private static let elastic = Option(
    "elastic",
    .object(OptionTable(alpha, sigma)) { Augmentation.Elastic(alpha: $0[alpha], sigma: $0[sigma]) }, default: [:],
    "smoothed random displacements (Simard, Steinkraus, Platt 2003); alpha 20 to 34 and sigma 4 suit MNIST")

  /// What leap.yaml may say about it.
  static let form = OptionForm<AugmentationOptions>.object(OptionTable(shift, rotate, scale, elastic)) { options in
    try AugmentationOptions(
      Augmentation(
        shift: options[shift], rotate: options[rotate], scale: options[scale], elastic: options[elastic]))
  }

  private init(_ augmentation: Augmentation) throws {
    try adapted { try augmentation.check() }
    self.augmentation = augmentation
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
