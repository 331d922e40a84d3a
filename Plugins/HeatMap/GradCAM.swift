import Kernels
import PluginKit

extension HeatMap {
  /// Puts "raw" `[n, targets, lh, lw]`, the map at the layer's size, and "map" `[n, targets, h, w]`, enlarged to the input's.
  /// - Parameter layer: a port with maps.
  func gradcam(
    _ targets: Targets, _ batch: Batch, _ picture: Picture, _ model: ModelView, layer: Int, into sink: Sink, call: Call
  ) throws {
    let port = model.ports[layer]
    guard port.shape.count == 3, !port.shape.contains(0) else {
      throw PluginError(.unsupported, "layer '\(port.name)' is \(port.shape), and Grad-CAM needs [channels, height, width]")
    }
    let (channels, height, width) = (port.shape[0], port.shape[1], port.shape[2])
    let area = height * width
    let (gradient, values) = try model.gradient(
      batch.inputs.values, count: batch.count, labels: batch.labels?.values, targets: targets, ports: [layer])[0]
    let count = batch.count * targets.count
    var raw = [Float](repeating: 0, count: count * area)
    var maps = [Float](repeating: 0, count: count * picture.area)
    gradient.withUnsafeBufferPointer { gradient in
      values.withUnsafeBufferPointer { values in
        raw.withUnsafeMutableBufferPointer { raw in
          maps.withUnsafeMutableBufferPointer { maps in
            call.parallel(count) { _, i in
              let small = raw.baseAddress! + i * area
              ClassActivation.map(
                gradient: gradient.baseAddress! + i * channels * area,
                activations: values.baseAddress! + i / targets.count * channels * area, channels: channels, area: area, to: small)
              Enlarge.bilinear(
                small, height: height, width: width, to: maps.baseAddress! + i * picture.area, outHeight: picture.height,
                outWidth: picture.width)
            }
          }
        }
      }
    }
    try sink.put("raw", raw, shape: [batch.count, targets.count, height, width])
    try sink.put("map", maps, shape: [batch.count, targets.count, picture.height, picture.width])
  }
}
