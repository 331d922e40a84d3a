import Kernels
import PluginKit

/// A picture in which there is nothing to see.
enum Baseline: String, CaseIterable {
  case black
  /// The mean of the training inputs that the host has sent.
  case mean = "mean-image"
  /// The sample itself, out of focus.
  case blurred

  /// One for each sample, `[n, ...]`.
  func pictures(_ subject: Explanation) throws -> Buffer<Float> {
    let size = subject.picture.count
    let pictures = Buffer<Float>(subject.count * size)
    switch self {
    case .black: break
    case .mean:
      let mean = try Self.mean(try subject.comparisons("baseline mean-image"), size)
      for sample in 0..<subject.count { (pictures.pointer + sample * size).update(from: mean.pointer, count: size) }
    case .blurred:
      let (channels, height, width) = (subject.picture.channels, subject.picture.height, subject.picture.width)
      let weights = GaussianBlur.weights(sigma: subject.settings.blur)
      let scratch = Buffer<Float>(subject.call.lanes * height * width)
      subject.call.parallel(subject.count * channels) { lane, i in
        GaussianBlur.apply(
          subject.input(0) + i * height * width, height: height, width: width, weights: weights,
          to: pictures.pointer + i * height * width, scratch: scratch.pointer + lane * height * width)
      }
    }
    return pictures
  }

  private static func mean(_ references: TensorView<Float>, _ size: Int) throws -> Buffer<Float> {
    let (mean, sums) = (Buffer<Float>(size), Buffer<Double>(size))
    let count = references.shape[0]
    for i in 0..<count { FloatArray.add(references.values.baseAddress! + i * size, count: size, to: sums.pointer) }
    for i in 0..<size { mean.pointer[i] = Float(sums.pointer[i] / Double(count)) }
    return mean
  }
}

extension Explanation {
  /// The training inputs.
  /// - Throws: `.argument` where there are none.
  func comparisons(_ what: String) throws -> TensorView<Float> {
    guard let references, references.shape[0] > 0 else {
      throw PluginError(.argument, "\(what) compares with training inputs, and the host has sent none; take another")
    }
    guard references.shape.dropFirst() == inputs.shape.dropFirst() else {
      throw PluginError(.argument, "the training inputs are \(references.shape), and the samples \(inputs.shape)")
    }
    return references
  }
}
