import Kernels

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
