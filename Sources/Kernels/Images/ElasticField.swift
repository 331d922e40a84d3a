/// The Gaussian of an elastic distortion, for pictures of one size.
package struct ElasticSmoothing {
  let height: Int
  let width: Int
  let alpha: Float
  /// The weight at distance 0, 1, ...: up to 3 sigma; over both sides they sum to 1.
  let weights: [Float]

  /// The smoothing of `elastic` for pictures `[height, width]`; its sigma is above 0.
  package init(_ elastic: Augmentation.Elastic, height: Int, width: Int) {
    self.height = height
    self.width = width
    alpha = Float(elastic.alpha)
    let all = Self.weights(sigma: elastic.sigma)
    // Beyond the picture there is no noise.
    weights = all.prefix(max(height, width)).map { Float($0) }
  }

  /// Weights of a Gaussian of standard deviation `sigma` (pixels) at distance 0, 1, ... up to 3 sigma; over both sides they sum
  /// to 1.
  package static func weights(sigma: Double) -> [Double] {
    let bells = (0...Int((3 * sigma).rounded(.up))).map { exponential(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = 2 * bells.reduce(0, +) - bells[0]
    return bells.map { $0 / sum }
  }
}

/// One random displacement for each pixel: uniform noise in -alpha..<alpha, smoothed; zero noise outside of the picture.
/// One thread at a time.
package final class ElasticField {
  /// Pixel i takes the word of counter firstCounter + i: its upper 24 bits for x, its lower 24 for y.
  package static let firstCounter: UInt64 = 16

  private let smoothing: ElasticSmoothing
  private let reach: Int
  /// Padded to whole registers.
  private let paddedWidth: Int
  /// [reach + height + reach, paddedWidth]: zeros, noise, zeros. Smoothing leaves it.
  private let noiseX: Buffer<Float>
  private let noiseY: Buffer<Float>
  /// [height, paddedWidth]
  private let smoothX: Buffer<Float>
  private let smoothY: Buffer<Float>
  /// [reach + paddedWidth + reach]: one row that is smoothed downwards, between zeros.
  private let line: Buffer<Float>

  /// A field without displacements, until the first `draw`.
  package init(_ smoothing: ElasticSmoothing) {
    self.smoothing = smoothing
    reach = smoothing.weights.count - 1
    paddedWidth = padded8(smoothing.width)
    let rows = smoothing.height + 2 * reach
    noiseX = Buffer(rows * paddedWidth)
    noiseY = Buffer(rows * paddedWidth)
    smoothX = Buffer(smoothing.height * paddedWidth)
    smoothY = Buffer(smoothing.height * paddedWidth)
    line = Buffer(paddedWidth + 2 * reach)
  }

  /// [width] displacements of a row's pixels.
  package func x(_ row: Int) -> UnsafePointer<Float> { UnsafePointer(smoothX.pointer + row * paddedWidth) }
  /// The `[width]` displacements downwards of a row's pixels, in pixels.
  package func y(_ row: Int) -> UnsafePointer<Float> { UnsafePointer(smoothY.pointer + row * paddedWidth) }

  /// Draws the noise of one sample and smooths it.
  /// - Complexity: O(pixels * sigma).
  package func draw(_ random: CounterRandom) {
    for row in 0..<smoothing.height {
      let x = noiseX.pointer + (reach + row) * paddedWidth, y = noiseY.pointer + (reach + row) * paddedWidth
      let first = Self.firstCounter &+ UInt64(row * smoothing.width)
      for column in 0..<smoothing.width {
        let word = random.bits(first &+ UInt64(column))
        x[column] = Self.noise(Int32(truncatingIfNeeded: word >> 40), smoothing.alpha)
        y[column] = Self.noise(Int32(truncatingIfNeeded: word & 0xFF_FFFF), smoothing.alpha)
      }
    }
    smooth(noiseX, to: smoothX)
    smooth(noiseY, to: smoothY)
  }

  /// A number in -alpha..<alpha from 24 random bits.
  @inline(__always)
  private static func noise(_ bits: Int32, _ alpha: Float) -> Float { alpha * (Float(bits) * 0x1p-23 - 1) }

  /// Downwards, then across: a Gaussian is the product of both.
  private func smooth(_ noise: Buffer<Float>, to smooth: Buffer<Float>) {
    let line = self.line.pointer + reach
    for row in 0..<smoothing.height {
      convolve(noise.pointer + (reach + row) * paddedWidth, apart: paddedWidth, to: line)
      // The padding of `noise` is zero and stays so, hence that of `line`.
      convolve(line, apart: 1, to: smooth.pointer + row * paddedWidth)
    }
  }

  /// Each of a row's values with its neighbours at multiples of `apart` on both sides.
  @inline(__always)
  private func convolve(_ source: UnsafePointer<Float>, apart: Int, to target: UnsafeMutablePointer<Float>) {
    smoothing.weights.withUnsafeBufferPointer { weights in
      var column = 0
      while column < paddedWidth {
        let center = source + column
        var sum = load8(center) * weights[0]
        for k in 1..<weights.count {
          sum.addProduct(load8(center - k * apart) + load8(center + k * apart), SIMD8(repeating: weights[k]))
        }
        store8(sum, target + column)
        column += 8
      }
    }
  }
}
