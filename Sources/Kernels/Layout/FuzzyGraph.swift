/// The weighted graph that UMAP lays out.
///
/// McInnes, Healy, Melville, "UMAP: Uniform Manifold Approximation and Projection" (2018), section 3.1.
package enum FuzzyGraph {
  /// Membership of each neighbor, exp(-(d - rho) / sigma): rho is the distance of the nearest that is not 0, and sigma such
  /// that memberships sum to log2(k).
  ///
  /// - Parameter distances: `[n, k]`, ascending in each row, finite.
  /// - Returns: `[n, k]`
  package static func memberships(
    _ distances: UnsafePointer<Float>, count n: Int, k: Int, parallel: Parallel
  ) -> Buffer<Float> {
    let result = Buffer<Float>(n * k)
    guard n > 0, k > 0 else { return result }
    let target = Float(logarithm(Double(k)) / 0.6931471805599453)
    let size = padded8(k)
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(2 * size) }
    parallel.run(chunks(of: n)) { lane, chunk in
      let beyond = scratch[lane].pointer
      let weights = beyond + size
      for i in chunkRange(chunk, of: n) {
        let row = distances + i * k
        let nearest = (0..<k).first { row[$0] > 0 }.map { row[$0] } ?? 0
        var sum: Float = 0
        for j in 0..<k {
          beyond[j] = max(0, row[j] - nearest)
          sum += beyond[j]
        }
        let unit = sum > 0 ? Float(k) / sum : 0
        for j in 0..<size { beyond[j] = j < k ? beyond[j] * unit : 0 }
        fit(beyond, k, sum: target, weights: weights)
        for j in 0..<k { result.pointer[i * k + j] = weights[j] }
      }
    }
    return result
  }

  private static func fit(
    _ beyond: UnsafePointer<Float>, _ k: Int, sum target: Float, weights: UnsafeMutablePointer<Float>
  ) {
    let padding = Float(padded8(k) - k)
    var (b, low, high): (Float, Float, Float) = (1, 0, .infinity)
    for _ in 0..<40 {
      let factor = SIMD8<Float>(repeating: -1.4426950 * b)
      var sums = SIMD8<Float>.zero
      for j in stride(from: 0, to: k, by: 8) {
        let weight = exp2Lanes(factor * load8(beyond + j))
        store8(weight, weights + j)
        sums += weight
      }
      let excess = total(sums) - padding - target
      if abs(excess) < 1e-4 { break }
      if excess > 0 {
        low = b
        b = high == .infinity ? 2 * b : 0.5 * (low + high)
      } else {
        high = b
        b = 0.5 * (low + high)
      }
    }
  }
}
