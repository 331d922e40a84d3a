/// Random changes of training pictures that leave their class as it is: shifts, turns, sizes and elastic distortions.
///
/// Each sample is warped once, with bilinear sampling and zero (black) outside of the picture. All channels of a sample move
/// together. Every random number is a pure function of (seed, step, position in the batch): a resumed training sees the same
/// pictures, and the number of lanes does not change a bit.
public struct Augmentation: Sendable, Equatable {
  /// Pixels, uniform in -shift..<shift, along each axis on its own.
  public var shift: Double
  /// Degrees, uniform in -rotate..<rotate, about the picture's centre.
  public var rotate: Double
  /// Enlargement by a factor uniform in 1 - scale..<1 + scale.
  public var scale: Double
  /// The elastic distortion; off where its alpha is 0.
  public var elastic: Elastic

  /// Simard, Steinkraus, Platt 2003, "Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis":
  /// displacements that are uniform noise, smoothed. Usual for MNIST are sigma 4 and alpha up to 34.
  public struct Elastic: Sendable, Equatable {
    /// Pixels: the noise, uniform in -alpha..<alpha for each pixel and axis. Smoothing leaves about
    /// 0.16 * alpha / sigma of it, as standard deviation.
    public var alpha: Double
    /// Pixels: the standard deviation of the Gaussian that smooths; above 0.
    public var sigma: Double

    /// Both in pixels; checked by `Augmentation.check`.
    public init(alpha: Double = 0, sigma: Double = 4) {
      self.alpha = alpha
      self.sigma = sigma
    }
  }

  /// All four ranges; checked by `check`, which `apply` calls.
  public init(shift: Double = 0, rotate: Double = 0, scale: Double = 0, elastic: Elastic = Elastic()) {
    self.shift = shift
    self.rotate = rotate
    self.scale = scale
    self.elastic = elastic
  }

  /// Nothing changes, not one bit.
  public var isOff: Bool { shift == 0 && rotate == 0 && scale == 0 && elastic.alpha == 0 }

  /// Throws NetworkError.argument for a value that makes no sense.
  public func check() throws {
    func require(_ condition: Bool, _ message: String) throws {
      if !condition { throw NetworkError.argument(message) }
    }
    try require(shift >= 0 && shift <= 10_000, "the shift must be 0 to 10000 pixels, not \(shift)")
    try require(rotate >= 0 && rotate <= 180, "the rotation must be 0 to 180 degrees, not \(rotate)")
    try require(scale >= 0 && scale < 1, "the scale must be 0 or more and below 1, not \(scale)")
    try require(elastic.alpha >= 0 && elastic.alpha <= 10_000, "elastic alpha must be 0 to 10000 pixels, not \(elastic.alpha)")
    try require(elastic.sigma > 0 && elastic.sigma <= 1000, "elastic sigma must be above 0, at most 1000, not \(elastic.sigma)")
  }

  /// Warps each sample of a batch. Complexity: O(pixels), with `elastic` O(pixels * sigma).
  ///
  /// - Parameters:
  ///   - input: `[count, channels, height, width]`
  ///   - output: the same shape; it may be the memory of `input`
  ///   - step: the number of the step over all epochs
  public func apply(
    _ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>, count: Int, channels: Int, height: Int, width: Int,
    seed: UInt64, step: Int, on parallel: Parallel = .serial
  ) throws {
    try check()
    let size = channels * height * width
    guard count > 0, size > 0 else { return }
    if isOff {
      if UnsafePointer(output) != input { output.update(from: input, count: count * size) }
      return
    }
    let smoothing = elastic.alpha > 0 ? ElasticSmoothing(elastic, height: height, width: width) : nil
    let samplers = (0..<parallel.lanes).map { _ in WarpSampler(height: height, width: width) }
    let fields = (0..<parallel.lanes).map { _ in smoothing.map(ElasticField.init) }
    parallel.run(count) { lane, position in
      let random = Self.random(seed: seed, step: step, position: position)
      fields[lane]?.draw(random)
      samplers[lane].aim(warp(random), fields[lane])
      for channel in 0..<channels {
        let plane = position * size + channel * height * width
        samplers[lane].sample(input + plane, to: output + plane)
      }
    }
  }

  /// The random numbers of the sample at `position` in the batch of `step`.
  package static func random(seed: UInt64, step: Int, position: Int) -> CounterRandom {
    CounterRandom(seed, 0xA06E, UInt64(bitPattern: Int64(step)), UInt64(position))
  }

  /// The sample's shift, turn and size: counters 0 to 3. The elastic field takes those from `ElasticField.firstCounter` on.
  package func warp(_ random: CounterRandom) -> Warp {
    func within(_ bound: Double, _ counter: UInt64) -> Double { bound * (2 * Double(random.uniform(counter)) - 1) }
    return Warp(shiftX: within(shift, 0), shiftY: within(shift, 1), degrees: within(rotate, 2), factor: 1 + within(scale, 3))
  }
}
