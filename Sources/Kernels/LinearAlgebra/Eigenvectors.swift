/// The `count` eigenvectors with the largest eigenvalues of a symmetric, positive semidefinite matrix `[d, d]`.
///
/// Six vectors more than those are multiplied by the matrix, turned to the eigenvectors within their span (Rayleigh-Ritz) and
/// made orthonormal, until the wanted ones hold still. See Saad, "Numerical Methods for Large Eigenvalue Problems", chapter 5.
///
/// Not `LeadingDirections`, whose few rounds in single precision are quick but leave the vectors inexact: these are seen on a map.
///
/// - Parameter tolerance: of |C v - lambda v|, in units of the largest eigenvalue.
/// - Returns: `count` values, the largest first, and vectors `[count, d]` of length 1 whose largest entry is positive; zeros where the
///   rank is less than `count`.
/// - Complexity: O(d² count) an iteration.
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
  GramSchmidt.orthonormalize(&basis, count: p, dimensions: d, least: 0)
  var values = [Double](repeating: 0, count: p)
  for _ in 0..<iterations {
    multiply(matrix, basis, p, d, parallel, to: &product)
    var inner = [Double](repeating: 0, count: p * p)
    for a in 0..<p { for b in 0..<p { inner[a * p + b] = GramSchmidt.dot(basis, a * d, product, b * d, d) } }
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
    GramSchmidt.orthonormalize(&basis, count: p, dimensions: d, least: 1e-14 * trace)
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
