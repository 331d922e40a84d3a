/// How much each sample regards its neighbors as such: Gaussian affinities of a given perplexity.
///
/// van der Maaten, Hinton, "Visualizing Data using t-SNE" (2008), section 2.
package enum Affinities {
  /// Finds for each row the width at which the distribution over its k neighbors, p(j|i) ~ exp(-b d²), has the perplexity.
  ///
  /// - Parameters:
  ///   - distances: `[n, k]`, ascending in each row, finite.
  ///   - perplexity: 1...k; k gives equal shares.
  /// - Returns: p(j|i), `[n, k]`, each row summing to 1.
  package static func conditional(
    _ distances: UnsafePointer<Float>, count n: Int, k: Int, perplexity: Double, parallel: Parallel
  ) -> Buffer<Float> {
    let shares = Buffer<Float>(n * k)
    guard n > 0, k > 0 else { return shares }
    let target = Float(logarithm(perplexity))
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(2 * padded8(k)) }
    parallel.run(chunks(of: n)) { lane, chunk in
      let squares = scratch[lane].pointer
      for i in chunkRange(chunk, of: n) {
        relativeSquares(distances + i * k, k, to: squares)
        fit(squares, k, entropy: target, weights: squares + padded8(k), to: shares.pointer + i * k)
      }
    }
    return shares
  }

  /// (d² - the least d²) in units of their mean: the distribution depends on no more. Padding is 0.
  private static func relativeSquares(_ distances: UnsafePointer<Float>, _ k: Int, to squares: UnsafeMutablePointer<Float>) {
    let least = Double(distances[0])
    var sum = 0.0
    for j in 0..<k {
      let d = Double(distances[j])
      sum += (d - least) * (d + least)
    }
    let unit = sum > 0 ? Double(k) / sum : 0
    for j in 0..<k {
      let d = Double(distances[j])
      squares[j] = Float((d - least) * (d + least) * unit)
    }
    for j in k..<padded8(k) { squares[j] = 0 }
  }

  private static func fit(
    _ squares: UnsafePointer<Float>, _ k: Int, entropy target: Float, weights: UnsafeMutablePointer<Float>,
    to shares: UnsafeMutablePointer<Float>
  ) {
    // A padded entry has weight exp(0) = 1 exactly.
    let padding = Float(padded8(k) - k)
    var (b, low, high): (Float, Float, Float) = (1, 0, .infinity)
    var sum: Float = 1
    for _ in 0..<60 {
      var sums = SIMD8<Float>.zero
      var products = SIMD8<Float>.zero
      let factor = SIMD8(repeating: -1.4426950 * b)
      for j in stride(from: 0, to: k, by: 8) {
        let x = load8(squares + j)
        let weight = exp2Lanes(factor * x)
        store8(weight, weights + j)
        sums += weight
        products.addProduct(weight, x)
      }
      sum = total(sums) - padding
      let entropy = Float(logarithm(Double(sum))) + b * total(products) / sum
      let excess = entropy - target
      if abs(excess) < 1e-5 { break }
      if excess > 0 {
        low = b
        b = high == .infinity ? 2 * b : 0.5 * (low + high)
      } else {
        high = b
        b = 0.5 * (low + high)
      }
    }
    for j in 0..<k { shares[j] = weights[j] / sum }
  }
}
