import Kernels
import PluginKit

extension HeatMap {
  /// Puts "map" `[n, targets, h, w]`: the gradient towards each pixel, of several channels the one of largest magnitude.
  func saliency(
    _ targets: Targets, _ batch: Batch, _ picture: Picture, _ model: ModelView, into sink: Sink, call: Call
  ) throws {
    let gradient = try model.gradient(
      batch.inputs.values, count: batch.count, labels: batch.labels?.values, targets: targets, ports: [0])[0].gradient
    let shape = [batch.count, targets.count, picture.height, picture.width]
    guard picture.channels > 1 else { return try sink.put("map", gradient, shape: shape) }
    var maps = [Float](repeating: 0, count: shape.reduce(1, *))
    gradient.withUnsafeBufferPointer { gradient in
      maps.withUnsafeMutableBufferPointer { maps in
        call.parallel(batch.count * targets.count) { _, i in
          LargestChannel.signed(
            gradient.baseAddress! + i * picture.channels * picture.area, channels: picture.channels, area: picture.area,
            to: maps.baseAddress! + i * picture.area)
        }
      }
    }
    try sink.put("map", maps, shape: shape)
  }
}
