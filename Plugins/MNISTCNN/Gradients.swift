import Kernels
import PluginKit

extension MNISTCNN: DifferentiableModel {
  func gradient(
    inputs: TensorView<Float>, labels: TensorView<Int64>?, targets: [PluginKit.Target], requests: [GradientRequest], call: Call
  ) throws {
    try adapted {
      guard let x = inputs.values.baseAddress else { return }
      let wanted: [GradientTarget] = try targets.map { target in
        switch target {
        case .score(let c): return .score(c)
        case .loss: return .loss
        case .seed(let port, let seed):
          guard let values = seed.values.baseAddress else { throw PluginError(.argument, "the seed is empty") }
          return .seed(port: port, values: values, isShared: seed.shape[0] == 1)
        }
      }
      try engine().gradient(
        x, labels: labels?.values.baseAddress, count: inputs.shape[0], targets: wanted,
        outputs: requests.map {
          GradientOutput(
            $0.port, gradients: $0.gradient.values.baseAddress, isSummed: $0.isSummed, values: $0.values?.values.baseAddress)
        }, on: Parallel(call))
    }
  }

  func parameterGradient(inputs: TensorView<Float>, labels: TensorView<Int64>, into sink: Sink, call: Call) throws {
    try adapted {
      guard let x = inputs.values.baseAddress, let labels = labels.values.baseAddress else {
        throw PluginError(.argument, "a gradient needs at least one sample")
      }
      let all = try engine().parameterGradient(x, labels: labels, count: inputs.shape[0], on: Parallel(call))
      for (parameter, values) in all { try sink.put(parameter.name, values, shape: parameter.shape) }
    }
  }
}
