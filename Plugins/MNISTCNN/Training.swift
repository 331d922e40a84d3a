import Kernels
import PluginKit

extension MNISTCNN: TrainableModel {
  func initialize(seed: UInt64, call: Call) throws { try engine().initialize(seed: seed) }

  func train(_ step: TrainingStep, call: Call) throws -> (loss: Double, accuracy: Double) {
    try adapted {
      guard let labels = step.labels.values.baseAddress else {
        throw PluginError(.argument, "a training step needs at least one sample")
      }
      let count = step.inputs.shape[0]
      let result = try options.augmentation.augmented(step, call: call) { inputs in
        try engine().trainStep(
          inputs, labels: labels, count: count, learningRate: step.learningRate, seed: step.seed, step: step.step,
          settings: options.settings, on: Parallel(call))
      }
      return (result.loss, Double(result.correct) / Double(count))
    }
  }
}
