import Kernels
import PluginKit

extension Explanation {
  /// The size of the chosen layer.
  var layer: (channels: Int, height: Int, width: Int) {
    get throws {
      let port = model.ports[port]
      guard port.shape.count == 3, !port.shape.contains(0) else {
        throw PluginError(
          .unsupported, "layer '\(port.name)' is \(port.shape), and a class activation map needs [channels, height, width]")
      }
      return (port.shape[0], port.shape[1], port.shape[2])
    }
  }

  /// Class activation maps by one of the rules, as they are and enlarged to the input's size.
  func activationMaps(_ rule: ClassActivation.Rule) throws -> Maps {
    let (channels, height, width) = try layer
    let area = height * width
    let raw = Buffer<Float>(maps * area)
    if case .gradCAM = rule, model.ports[port].offersSums {
      // The gradient itself is never made.
      try gradients(of: Array(0..<count), towards: port, isSummed: true, fill: copy) { row in
        ClassActivation.map(
          weights: row.gradient, times: 1 / Float(area), activations: row.values, channels: channels, area: area,
          to: raw.pointer + (row.sample * targets.count + row.target) * area)
      }
      return try Maps(enlarging: raw, height: height, width: width, self)
    }
    try gradients(of: Array(0..<count), towards: port, fill: copy) { row in
      ClassActivation.map(
        rule, gradient: row.gradient, activations: row.values, channels: channels, area: area,
        to: raw.pointer + (row.sample * targets.count + row.target) * area)
    }
    return try Maps(enlarging: raw, height: height, width: width, self)
  }
}
