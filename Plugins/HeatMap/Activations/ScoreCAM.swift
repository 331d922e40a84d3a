import Kernels
import PluginKit

/// Wang et al. 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks": the channels of a layer, each
/// weighted by what the target is when the picture shows only where the channel is active. Needs no gradients.
struct ScoreCAM: Method {
  static let name = "score-cam"
  static let needs = Needs.maps
  static let unit = MapUnit.part

  func maps(_ subject: Explanation) throws -> Maps {
    let (channels, height, width) = try subject.layer
    let (area, targets) = (height * width, subject.targets.count)
    let activations = try activations(subject)
    let masks = masks(activations, channels, height, width, subject)
    let ground = Buffer<Float>(subject.picture.count)
    var scores = [Double](repeating: 0, count: subject.maps * channels)
    try subject.values(of: Array(0..<subject.count), draws: channels) { sample, channel, row in
      Blend.masked(
        subject.input(sample), ground: ground.pointer,
        mask: masks.pointer + (sample * channels + channel) * subject.picture.area, channels: subject.picture.channels,
        area: subject.picture.area, output: row)
    } fold: { sample, channel, target, value in
      scores[(sample * targets + target) * channels + channel] = value
    }
    let raw = Buffer<Float>(subject.maps * area)
    for map in 0..<subject.maps {
      ClassActivation.map(
        weights: softmax(scores[map * channels..<(map + 1) * channels]),
        activations: activations.pointer + map / targets * channels * area, channels: channels, area: area,
        to: raw.pointer + map * area)
    }
    return try Maps(enlarging: raw, height: height, width: width, subject)
  }

  /// `[n, channels, height, width]`
  private func activations(_ subject: Explanation) throws -> Buffer<Float> {
    let port = subject.model.ports[subject.port]
    let values = Buffer<Float>(subject.count * port.count)
    let inputs = Buffer<Float>(subject.count * subject.picture.count)
    inputs.pointer.update(from: subject.input(0), count: subject.count * subject.picture.count)
    try withExtendedLifetime((inputs, values)) {
      try subject.model.forward(
        TensorView(inputs.pointer, shape: subject.inputs.shape),
        into: [(subject.port, MutableTensorView(values.pointer, shape: [subject.count] + port.shape))])
    }
    return values
  }

  /// Channels enlarged and brought to 0 to 1; 0 where a channel is constant. `[n, channels, input's height, width]`.
  private func masks(_ activations: Buffer<Float>, _ channels: Int, _ height: Int, _ width: Int, _ subject: Explanation)
    -> Buffer<
      Float
    >
  {
    let area = subject.picture.area
    let masks = Buffer<Float>(subject.count * channels * area)
    let enlarge = Enlarge(
      height: height, width: width, outHeight: subject.picture.height, outWidth: subject.picture.width)
    subject.call.parallel(subject.count * channels) { _, i in
      let mask = masks.pointer + i * area
      enlarge.run(activations.pointer + i * height * width, to: mask)
      Blend.stretch(mask, count: area)
    }
    return masks
  }

  private func softmax(_ scores: ArraySlice<Double>) -> [Float] {
    let top = scores.max() ?? 0
    let powers = scores.map { exponential($0 - top) }
    let total = powers.reduce(0, +)
    return powers.map { Float($0 / total) }
  }
}
