/// All eigenvalues, the largest first, and eigenvectors (columns of `vectors` `[p, p]`) of a small symmetric matrix, by
/// Jacobi's rotations (1846).
func jacobi(_ matrix: [Double], size p: Int) -> (values: [Double], vectors: [Double]) {
  var m = matrix
  var v = [Double](repeating: 0, count: p * p)
  for i in 0..<p { v[i * p + i] = 1 }
  for _ in 0..<60 {
    var off = 0.0, all = 0.0
    for i in 0..<p { for j in 0..<p { if i == j { all += abs(m[i * p + j]) } else { off += abs(m[i * p + j]) } } }
    if off <= 1e-16 * all { break }
    for i in 0..<p {
      for j in i + 1..<max(p, i + 1) where m[i * p + j] != 0 {
        let theta = (m[j * p + j] - m[i * p + i]) / (2 * m[i * p + j])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<p {
          let (x, y) = (m[k * p + i], m[k * p + j])
          (m[k * p + i], m[k * p + j]) = (c * x - s * y, s * x + c * y)
        }
        for k in 0..<p {
          let (x, y) = (m[i * p + k], m[j * p + k])
          (m[i * p + k], m[j * p + k]) = (c * x - s * y, s * x + c * y)
          let (z, w) = (v[k * p + i], v[k * p + j])
          (v[k * p + i], v[k * p + j]) = (c * z - s * w, s * z + c * w)
        }
      }
    }
  }
  let order = (0..<p).sorted { (m[$0 * p + $0], $1) > (m[$1 * p + $1], $0) }
  var vectors = v
  for (a, from) in order.enumerated() { for k in 0..<p { vectors[k * p + a] = v[k * p + from] } }
  return (order.map { m[$0 * p + $0] }, vectors)
}
