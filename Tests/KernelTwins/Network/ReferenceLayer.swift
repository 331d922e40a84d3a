import Kernels

/// A layer as its definition says, in double precision, one sample of [channels, height, width] at a time. Slow on purpose:
/// what the fast operations are compared with.
package protocol ReferenceLayer {
  /// The names of `weights` below, after the layer's own name.
  var suffixes: [String] { get }
  func forward(_ x: [Double], _ weights: [[Double]]) -> [Double]
  /// From the gradient of the output: the gradients of the input and of the weights.
  func backward(_ x: [Double], _ y: [Double], _ g: [Double], _ weights: [[Double]]) -> ([Double], [[Double]])
}

/// The arithmetic of windows that convolution and pooling share.
struct Windows {
  let input: Shape
  let output: Shape
  let size: Int
  let stride: Int
  let padding: Int

  /// Each (output pixel, position in the window, input pixel) that exists; input pixels in the padding are left out.
  func forEach(_ body: (_ out: Int, _ tap: Int, _ pixel: Int) -> Void) {
    for oy in 0..<output.height {
      for ox in 0..<output.width {
        for ky in 0..<size {
          for kx in 0..<size {
            let y = oy * stride + ky - padding, x = ox * stride + kx - padding
            if y < 0 || y >= input.height || x < 0 || x >= input.width { continue }
            body(oy * output.width + ox, ky * size + kx, y * input.width + x)
          }
        }
      }
    }
  }
}
