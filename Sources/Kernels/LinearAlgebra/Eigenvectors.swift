/// The `count` eigenvectors with the largest eigenvalues of a symmetric, positive semidefinite matrix `[d, d]`.
///
/// Six vectors more than those are multiplied by the matrix, turned to the eigenvectors within their span (Rayleigh-Ritz) and
/// made orthonormal, until the wanted ones hold still.
func leadingEigenvectors(
  _ matrix: [Double], size d: Int, count: Int = 2, iterations: Int = 500, tolerance: Double = 1e-10, parallel: Parallel
) -> (values: [Double], vectors: [Double]) {
  var result = (values: [Double](repeating: 0, count: count), vectors: [Double](repeating: 0, count: count * d))
  let p = min(count + 6, d)
  let trace = (0..<d).reduce(0.0) { $0 + matrix[$1 * d + $1] }
  guard p > 0, trace > 0 else { return result }
  let random = CounterRandom(0x7063_6131)
  var basis = (0..<p * d).map { Double(random.uniform(UInt64($0))) - 0.5 }
  var product = [Double](repeating: 0, count: p * d)
  orthonormalize(&basis, p, d, least: 0)
  var values = [Double](repeating: 0, count: p)
  for _ in 0..<iterations {
    multiply(matrix, basis, p, d, parallel, to: &product)
    var inner = [Double](repeating: 0, count: p * p)
    for a in 0..<p { for b in 0..<p { inner[a * p + b] = dot(basis, a * d, product, b * d, d) } }
    for a in 0..<p { for b in 0..<a { inner[a * p + b] = inner[b * p + a] } }
    let turn = jacobi(inner, size: p)
    values = turn.values
    basis = rotate(basis, by: turn.vectors, p, d)
    product = rotate(product, by: turn.vectors, p, d)
    // |C v - lambda v| of those that are asked for, in units of the largest eigenvalue.
    var worst = 0.0
    for a in 0..<min(count, p) {
      var square = 0.0
      for j in 0..<d {
        let difference = product[a * d + j] - values[a] * basis[a * d + j]
        square += difference * difference
      }
      worst = max(worst, square.squareRoot())
    }
    if worst <= tolerance * values[0] { break }
    basis = product
    orthonormalize(&basis, p, d, least: 1e-14 * trace)
  }
  for a in 0..<min(count, p) {
    // Below this an eigenvalue is the rounding of zero, and its vector means nothing.
    guard values[a] > 1e-12 * trace else { break }
    result.values[a] = values[a]
    var largest = 0
    for j in 1..<max(1, d) where abs(basis[a * d + j]) > abs(basis[a * d + largest]) { largest = j }
    let sign = basis[a * d + largest] < 0 ? -1.0 : 1.0
    for j in 0..<d { result.vectors[a * d + j] = sign * basis[a * d + j] }
  }
  return result
}

private func dot(_ a: [Double], _ i: Int, _ b: [Double], _ j: Int, _ d: Int) -> Double {
  var sum = 0.0
  for k in 0..<d { sum.addProduct(a[i + k], b[j + k]) }
  return sum
}

/// `product[a] = matrix basis[a]`, by blocks of 16 rows of the matrix.
private func multiply(
  _ matrix: [Double], _ basis: [Double], _ p: Int, _ d: Int, _ parallel: Parallel, to product: inout [Double]
) {
  product.withUnsafeMutableBufferPointer { product in
    let product = product.baseAddress!
    parallel.run((d + 15) / 16) { _, unit in
      for i in unit * 16..<min(d, unit * 16 + 16) {
        for a in 0..<p {
          var sums = SIMD4<Double>.zero
          var j = 0
          while j + 4 <= d {
            sums.addProduct(
              SIMD4(matrix[i * d + j], matrix[i * d + j + 1], matrix[i * d + j + 2], matrix[i * d + j + 3]),
              SIMD4(basis[a * d + j], basis[a * d + j + 1], basis[a * d + j + 2], basis[a * d + j + 3]))
            j += 4
          }
          var sum = (sums[0] + sums[2]) + (sums[1] + sums[3])
          while j < d {
            sum.addProduct(matrix[i * d + j], basis[a * d + j])
            j += 1
          }
          product[a * d + i] = sum
        }
      }
    }
  }
}

/// `result[a] = sum over b of turn[b, a] vectors[b]`
private func rotate(_ vectors: [Double], by turn: [Double], _ p: Int, _ d: Int) -> [Double] {
  var result = [Double](repeating: 0, count: p * d)
  for a in 0..<p { for b in 0..<p { for j in 0..<d { result[a * d + j] += turn[b * p + a] * vectors[b * d + j] } } }
  return result
}

/// Gram-Schmidt, twice for accuracy. A vector with no more than `least` left becomes zero.
private func orthonormalize(_ vectors: inout [Double], _ p: Int, _ d: Int, least: Double) {
  for a in 0..<p {
    for round in 0..<2 {
      for b in 0..<a {
        let share = dot(vectors, a * d, vectors, b * d, d)
        for j in 0..<d { vectors[a * d + j] -= share * vectors[b * d + j] }
      }
      let length = dot(vectors, a * d, vectors, a * d, d).squareRoot()
      let factor = length > (round == 0 ? least : 0) ? 1 / length : 0
      for j in 0..<d { vectors[a * d + j] *= factor }
    }
  }
}

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
