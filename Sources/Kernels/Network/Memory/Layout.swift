/// How the values of one sample lie in memory: `[height, width, stride]`, channels padded to `stride` with zeros.
package struct Layout: Sendable, Equatable {
  /// The shape of the sample without padding.
  package let shape: Shape
  /// Floats between two pixels; at least the number of channels.
  package let stride: Int

  /// Floats of a sample, padding included.
  package var count: Int { shape.pixels * stride }

  /// The channel, or the place in a flat vector (C, H, W order), that a normalization or a dense layer sees at `index`; nil
  /// is padding.
  package func logical(_ index: Int) -> Int? {
    let channel = index % stride
    guard channel < shape.channels else { return nil }
    return channel * shape.pixels + index / stride
  }

  /// One channel alone, or one pixel: the same as [channels, height, width], but for padding at the end.
  var isPlain: Bool { shape.pixels == 1 || stride == 1 }

  /// From [channels, height, width] to this layout; padding is not touched.
  package func pack(_ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>) {
    if isPlain { return destination.update(from: source, count: shape.count) }
    for c in 0..<shape.channels {
      let s = source + c * shape.pixels
      for p in 0..<shape.pixels { destination[p * stride + c] = s[p] }
    }
  }

  /// From this layout to [channels, height, width].
  package func unpack(_ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>) {
    if isPlain { return destination.update(from: source, count: shape.count) }
    for c in 0..<shape.channels {
      let d = destination + c * shape.pixels
      for p in 0..<shape.pixels { d[p] = source[p * stride + c] }
    }
  }

  /// Each channel's sum over the positions, [channels].
  package func sum(_ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>) {
    for c in 0..<shape.channels {
      var sum: Float = 0
      for p in 0..<shape.pixels { sum += source[p * stride + c] }
      destination[c] = sum
    }
  }

  /// destination += source, source in [channels, height, width].
  package func add(_ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>) {
    for c in 0..<shape.channels {
      let s = source + c * shape.pixels
      for p in 0..<shape.pixels { destination[p * stride + c] += s[p] }
    }
  }
}
