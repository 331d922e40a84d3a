import Kernels

/// The slow twin of `CrossFit`: multinomial logistic regression by plain gradient descent, in double precision.
package enum CrossFitTwin {
  /// The class probabilities of sample `left`, of a model of all others.
  /// - Parameter x: `[n, d]`, standardized.
  package static func probabilities(_ x: [Double], _ labels: [Int], _ d: Int, _ classes: Int, without left: Int) -> [Double] {
    let n = labels.count
    var w = [Double](repeating: 0, count: (d + 1) * classes)
    func probabilities(_ i: Int) -> [Double] {
      let scores = (0..<classes).map { c in (0..<d).reduce(w[d * classes + c]) { $0 + x[i * d + $1] * w[$1 * classes + c] } }
      let top = scores.max()!
      let e = scores.map { exponential($0 - top) }
      let sum = e.reduce(0, +)
      return e.map { $0 / sum }
    }
    for _ in 0..<2000 {
      var gradient = [Double](repeating: 0, count: w.count)
      for i in 0..<n where i != left {
        var r = probabilities(i)
        r[labels[i]] -= 1
        for c in 0..<classes {
          for j in 0..<d { gradient[j * classes + c] += x[i * d + j] * r[c] }
          gradient[d * classes + c] += r[c]
        }
      }
      for k in w.indices {
        if k < d * classes { gradient[k] += w[k] }
        w[k] -= 4 / Double(n * (d + 1)) * gradient[k]
      }
    }
    return probabilities(left)
  }
}
