import Kernels

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
