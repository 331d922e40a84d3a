// Folder Convolution uses Spec, Work and Memory. Its loops know one sample and no program; Operations calls them.

/// The shapes of conv2d (stride 1) -> ReLU -> max-pool 2 x 2 (stride 2) on one sample, and where its values lie.
///
/// The input is seen inside its frame of zeros, `[height, width, channels]` with channels as the input's layout has them.
/// Pool window w covers four convolution windows, 0 the upper left, 1 the upper right, 2 the lower left, 3 the
/// lower right. A convolution window is `kernel` runs of `runLength` floats,
/// `line` apart. Only windows that reach the pool exist: an odd last line or column of the convolution is never computed.
package struct PooledGeometry: Sendable {
  /// Height and width of the kernel.
  package let kernel: Int
  /// Zeros on each of the four sides.
  package let padding: Int
  /// The layout of the input, without its frame.
  package let layout: Layout
  /// The layout behind the pool.
  package let output: Layout

  /// The geometry of a convolution of `input` whose pooled output is `output`.
  package init(kernel: Int, padding: Int, input: Layout, output: Layout) {
    self.kernel = kernel
    self.padding = padding
    layout = input
    self.output = output
  }

  /// Floats of a pixel of the framed input.
  package var channels: Int { layout.stride }
  /// Lines of the framed input.
  package var height: Int { layout.shape.height + 2 * padding }
  /// Pixels of a line of the framed input.
  package var width: Int { layout.shape.width + 2 * padding }
  /// Floats of a line of the framed input.
  package var line: Int { width * channels }
  /// Floats of the framed input.
  package var count: Int { height * line }
  /// Floats of a line of one convolution window.
  package var runLength: Int { kernel * channels }
  /// A run in whole vectors.
  package var paddedRun: Int { padded8(runLength) }
  /// The filters, padded to a multiple of 8.
  package var filters: Int { output.stride }
  /// Pool windows of a sample.
  package var windows: Int { output.shape.pixels }

  /// The first float of a pool window in the framed input.
  @inline(__always)
  package func start(_ window: Int) -> Int {
    let y = window / output.shape.width
    return 2 * (y * line + (window - y * output.shape.width) * channels)
  }

  /// `start` and corner of the convolution windows under the pool, `[windows, 4]`.
  func places() -> Buffer<Int32> {
    let all = Buffer<Int32>(4 * windows)
    for window in 0..<windows {
      for (corner, offset) in [0, channels, line, line + channels].enumerated() {
        all.pointer[4 * window + corner] = Int32(truncatingIfNeeded: start(window) + offset)
      }
    }
    return all
  }
}

/// How the convolution windows under a pool window are worked out.
enum FusionMethod {
  /// Four windows side by side in registers.
  case direct
  /// Winograd's F(2x2, 3x3).
  case winograd

  /// `channels` is the stride of the input's layout: whole vectors, unless it is the first layer.
  init(kernel: Int, channels: Int) { self = kernel == 3 && channels % 8 == 0 ? .winograd : .direct }
}
