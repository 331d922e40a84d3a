import Kernels
import PluginKit

/// Kernels has a target of its own, for the engine.
typealias Target = PluginKit.Target

/// What is to be explained, and all that a method may use for it. Valid for one call of the host.
struct Explanation {
  let model: ModelView
  let facts: ModelFacts
  let call: Call
  let settings: Settings
  let picture: Picture
  let targets: [Target]
  /// The layer of class activation maps.
  let port: Int
  /// `[m, ...]` training inputs, where the host has sent them.
  let references: TensorView<Float>?
  /// `[n, ...]`
  var inputs: TensorView<Float>
  let labels: TensorView<Int64>?

  var count: Int { inputs.shape[0] }
  /// Pairs of a sample and a target, that is maps.
  var maps: Int { count * targets.count }

  func input(_ sample: Int) -> UnsafePointer<Float> { inputs.values.baseAddress! + sample * picture.count }

  /// The same question about other inputs.
  func with(inputs: UnsafePointer<Float>) -> Explanation {
    var other = self
    other.inputs = TensorView(inputs, shape: self.inputs.shape)
    return other
  }

  /// Smallest and largest value of a sample.
  func range(_ sample: Int) -> (low: Float, high: Float) {
    let x = input(sample)
    var (low, high) = (x[0], x[0])
    for i in 1..<picture.count { (low, high) = (min(low, x[i]), max(high, x[i])) }
    return (low, high)
  }
}
