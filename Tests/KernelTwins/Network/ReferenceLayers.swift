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

/// y[o, p] = bias[o] + sum over i, k of weight[o, i, k] * x[i, window(p, k)]; weight is [filters, channels, kernel, kernel].
struct ReferenceConvolution: ReferenceLayer {
  let suffixes = [".weight", ".bias"]
  let windows: Windows

  func forward(_ x: [Double], _ weights: [[Double]]) -> [Double] {
    let input = windows.input, output = windows.output, taps = windows.size * windows.size
    var y = [Double](repeating: 0, count: output.count)
    for o in 0..<output.channels {
      for p in 0..<output.pixels { y[o * output.pixels + p] = weights[1][o] }
      for i in 0..<input.channels {
        windows.forEach { out, tap, pixel in
          y[o * output.pixels + out] += weights[0][(o * input.channels + i) * taps + tap] * x[i * input.pixels + pixel]
        }
      }
    }
    return y
  }

  func backward(_ x: [Double], _ y: [Double], _ g: [Double], _ weights: [[Double]]) -> ([Double], [[Double]]) {
    let input = windows.input, output = windows.output, taps = windows.size * windows.size
    var dx = [Double](repeating: 0, count: input.count)
    var dw = [Double](repeating: 0, count: weights[0].count)
    var db = [Double](repeating: 0, count: output.channels)
    for o in 0..<output.channels {
      for p in 0..<output.pixels { db[o] += g[o * output.pixels + p] }
      for i in 0..<input.channels {
        windows.forEach { out, tap, pixel in
          let w = (o * input.channels + i) * taps + tap
          dw[w] += g[o * output.pixels + out] * x[i * input.pixels + pixel]
          dx[i * input.pixels + pixel] += g[o * output.pixels + out] * weights[0][w]
        }
      }
    }
    return (dx, [dw, db])
  }
}

/// y[o] = bias[o] + sum over i of weight[o, i] * x[i].
struct ReferenceDense: ReferenceLayer {
  let suffixes = [".weight", ".bias"]

  func forward(_ x: [Double], _ weights: [[Double]]) -> [Double] {
    weights[1].indices.map { o in
      x.indices.reduce(weights[1][o]) { $0 + weights[0][o * x.count + $1] * x[$1] }
    }
  }

  func backward(_ x: [Double], _ y: [Double], _ g: [Double], _ weights: [[Double]]) -> ([Double], [[Double]]) {
    var dx = [Double](repeating: 0, count: x.count)
    var dw = [Double](repeating: 0, count: weights[0].count)
    for o in g.indices {
      for i in x.indices {
        dw[o * x.count + i] = g[o] * x[i]
        dx[i] += g[o] * weights[0][o * x.count + i]
      }
    }
    return (dx, [dw, g])
  }
}

/// The largest value of each window; of equal ones the first in reading order.
struct ReferenceMaxPool: ReferenceLayer {
  let suffixes: [String] = []
  let windows: Windows

  private func winners(_ x: [Double]) -> [Int] {
    let input = windows.input, output = windows.output
    var best = [Int](repeating: -1, count: output.count)
    for c in 0..<input.channels {
      windows.forEach { out, _, pixel in
        let o = c * output.pixels + out, i = c * input.pixels + pixel
        if best[o] < 0 || x[i] > x[best[o]] { best[o] = i }
      }
    }
    return best
  }

  func forward(_ x: [Double], _ weights: [[Double]]) -> [Double] { winners(x).map { x[$0] } }

  func backward(_ x: [Double], _ y: [Double], _ g: [Double], _ weights: [[Double]]) -> ([Double], [[Double]]) {
    var dx = [Double](repeating: 0, count: x.count)
    for (o, i) in winners(x).enumerated() { dx[i] += g[o] }
    return (dx, [])
  }
}

/// The mean of each window.
struct ReferenceAveragePool: ReferenceLayer {
  let suffixes: [String] = []
  let windows: Windows

  private func forEach(_ body: (_ output: Int, _ input: Int) -> Void) {
    for c in 0..<windows.input.channels {
      windows.forEach { out, _, pixel in body(c * windows.output.pixels + out, c * windows.input.pixels + pixel) }
    }
  }

  func forward(_ x: [Double], _ weights: [[Double]]) -> [Double] {
    var y = [Double](repeating: 0, count: windows.output.count)
    forEach { o, i in y[o] += x[i] / Double(windows.size * windows.size) }
    return y
  }

  func backward(_ x: [Double], _ y: [Double], _ g: [Double], _ weights: [[Double]]) -> ([Double], [[Double]]) {
    var dx = [Double](repeating: 0, count: x.count)
    forEach { o, i in dx[i] += g[o] / Double(windows.size * windows.size) }
    return (dx, [])
  }
}
