/// The values between two operations for the samples of a block, and their gradients for the rows of a backward pass.
///
/// A row is one (sample, target) pair; training has one target. What no later pass of the schedule needs is kept once a
/// lane (gradients: once a lane and target) instead of once a sample, so that it stays in the cache. The gradients of a
/// sample's targets follow each other.
final class EngineTensor {
  let layout: Layout
  /// Floats between two pixels of the gradient; at least 8-padded where a convolution writes it.
  let gradientLayout: Layout
  /// Floats of one row of the gradient.
  let gradientCount: Int
  var keepsValues = false
  var keepsGradients = false
  private var valueMemory: Buffer<Float>?
  private var gradientMemory: Buffer<Float>?

  init(_ layout: Layout, gradientStride: Int) {
    self.layout = layout
    gradientLayout = Layout(shape: layout.shape, stride: gradientStride)
    gradientCount = padded8(gradientLayout.count)
  }

  func reserveValues(samples: Int, lanes: Int) {
    grow(&valueMemory, to: (keepsValues ? samples : lanes) * layout.count)
  }

  func reserveGradients(samples: Int, targets: Int, lanes: Int) {
    grow(&gradientMemory, to: (keepsGradients ? samples : lanes) * targets * gradientCount)
  }

  @inline(__always)
  func values(_ row: Row) -> UnsafeMutablePointer<Float> {
    valueMemory!.pointer + (keepsValues ? row.sample : row.lane) * layout.count
  }

  @inline(__always)
  func gradients(_ row: Row) -> UnsafeMutablePointer<Float> {
    gradientMemory!.pointer + ((keepsGradients ? row.sample : row.lane) * row.targets + row.target) * gradientCount
  }

  /// The first sample's values; only where values are kept.
  var allValues: UnsafeMutablePointer<Float> { valueMemory!.pointer }
  var allGradients: UnsafeMutablePointer<Float> { gradientMemory!.pointer }
}
