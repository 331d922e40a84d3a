/// Coordinates along the sixteen (or fewer) directions in which samples vary most; see `PrincipalComponents`.
public enum PrincipalSubspace {
  /// Directions wanted, as many as fit in a `SIMD16`.
  public static let size = 16

  /// `[n]`; coordinates past the last direction are 0.
  /// - Parameter rows: `[n, d]`, finite.
  /// - Complexity: O(n d²).
  public static func points(
    _ rows: UnsafePointer<Float>, count n: Int, dimensions d: Int, parallel: Parallel
  ) -> [SIMD16<Float>] {
    guard n > 0, d > 0 else { return Array(repeating: .zero, count: n) }
    let covariance = Covariance(rows, count: n, dimensions: d, parallel: parallel)
    let found = leadingEigenvectors(
      covariance.values, size: d, count: size, iterations: 60, tolerance: 1e-6, parallel: parallel)
    // Directions of one dimension of the rows stand together: [d, 16].
    var axes = [SIMD16<Float>](repeating: .zero, count: d)
    for j in 0..<d { for a in 0..<size { axes[j][a] = Float(found.vectors[a * d + j]) } }
    var points = [SIMD16<Float>](repeating: .zero, count: n)
    points.withUnsafeMutableBufferPointer { points in
      // The threads write disjoint ranges, and run returns when all are done.
      nonisolated(unsafe) let points = points
      parallel.run(chunks(of: n)) { _, chunk in
        for i in chunkRange(chunk, of: n) {
          var sum = SIMD16<Float>.zero
          for j in 0..<d { sum.addProduct(axes[j], SIMD16(repeating: Float(Double(rows[i * d + j]) - covariance.mean[j]))) }
          points[i] = sum
        }
      }
    }
    return points
  }
}
