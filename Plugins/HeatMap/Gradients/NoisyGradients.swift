import Kernels
import PluginKit

/// Mean and spread of the gradients of noisy copies of each sample: what SmoothGrad and VarGrad are made of.
///
/// All samples get the same noise, so that maps of several samples differ by the samples alone.
struct NoisyGradients {
  /// `[n, targets, input]`
  let mean: Buffer<Float>
  /// The variance, divided by the number of copies.
  let variance: Buffer<Float>

  init(_ subject: Explanation) throws {
    let (size, targets, copies) = (subject.picture.count, subject.targets.count, subject.settings.samples)
    let (mean, squares) = (Buffer<Float>(subject.maps * size), Buffer<Float>(subject.maps * size))
    let noise = NormalNoise(seed: subject.settings.seed, count: copies * size)
    let widths = (0..<subject.count).map { sample in
      let (low, high) = subject.range(sample)
      return subject.settings.noise * (high - low)
    }
    try subject.gradients(of: Array(0..<subject.count), draws: copies) { sample, draw, row in
      subject.copy(sample, draw, row)
      Accumulate.add(noise.values.pointer + draw * size, times: widths[sample], count: size, to: row)
    } fold: { row in
      let at = (row.sample * targets + row.target) * size
      Accumulate.moments(
        row.gradient, number: row.draw + 1, count: size, mean: mean.pointer + at, squares: squares.pointer + at)
    }
    for i in 0..<squares.count { squares.pointer[i] /= Float(copies) }
    (self.mean, variance) = (mean, squares)
  }
}
