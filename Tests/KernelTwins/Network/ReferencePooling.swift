import Kernels

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
