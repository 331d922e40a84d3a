import Kernels

/// The slow twin of `PrincipalComponents`, in double precision.
package enum ComponentsTwin {
  /// The first two eigenvectors of the covariance by power iteration, one after the other.
  package static func components(_ rows: [Float], _ n: Int, _ d: Int) -> (variances: [Double], axes: [[Double]]) {
    let mean = (0..<d).map { j in (0..<n).reduce(0.0) { $0 + Double(rows[$1 * d + j]) } / Double(n) }
    var c = [Double](repeating: 0, count: d * d)
    for i in 0..<n {
      for a in 0..<d {
        for b in 0..<d { c[a * d + b] += (Double(rows[i * d + a]) - mean[a]) * (Double(rows[i * d + b]) - mean[b]) / Double(n) }
      }
    }
    var (variances, axes): ([Double], [[Double]]) = ([], [])
    for _ in 0..<2 {
      var v = (0..<d).map { 1 + Double($0 * 7 % 5) }
      var length = 0.0
      for _ in 0..<300 {
        let w = (0..<d).map { a in (0..<d).reduce(0.0) { $0 + c[a * d + $1] * v[$1] } }
        length = w.reduce(0) { $0 + $1 * $1 }.squareRoot()
        v = w.map { $0 / length }
      }
      for a in 0..<d { for b in 0..<d { c[a * d + b] -= length * v[a] * v[b] } }
      variances.append(length)
      axes.append(v)
    }
    return (variances, axes)
  }
}
