import Kernels
import PluginKit

/// What may stand under the option `optimizer`.
enum OptimizerOption {
  private static let beta1 = Option("beta1", .number(0..<1), default: 0.9, "decay of the running mean of gradients")
  private static let beta2 = Option("beta2", .number(0..<1), default: 0.999, "decay of the running mean of their squares")
  private static let epsilon = Option("epsilon", .number(above: 0), default: 0.00000001, "added to the divisor of a step")
  private static let momentum = Option("momentum", .number(0..<1), default: 0, "decay of the running sum of gradients")
  private static let nesterov = Option("nesterov", .bool, default: false, "Nesterov's method, which needs a momentum above 0")

  static let form = OptionForm<TrainingSettings.Optimizer>.oneOf(
    "kind",
    OptionVariant("adam", "adamw", options: OptionTable(beta1, beta2, epsilon)) { kind, options in
      .adam(beta1: options[beta1], beta2: options[beta2], epsilon: options[epsilon], decoupled: kind == "adamw")
    },
    OptionVariant("sgd", options: OptionTable(momentum, nesterov)) { _, options in
      .sgd(momentum: options[momentum], nesterov: options[nesterov])
    })
}
