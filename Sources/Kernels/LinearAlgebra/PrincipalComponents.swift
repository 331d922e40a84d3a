/// The two directions in which samples vary most.
///
/// Pearson, "On lines and planes of closest fit to systems of points in space" (1901); the eigenvectors of the covariance by
/// subspace iteration with a Rayleigh-Ritz step (Saad, "Numerical Methods for Large Eigenvalue Problems", ch. 5).
public struct PrincipalComponents: Sendable {
  /// Features of a sample, d.
  public let dimensions: Int
  /// `[d]`
  public let mean: [Double]
  /// `[2, d]`, of length 1 and orthogonal; the largest entry of each is positive. Zeros where samples do not vary in a second
  /// (or any) direction.
  public let axes: [Double]
  /// Variance along each axis, the larger first.
  public let variances: [Double]

  /// - Parameter rows: `[n, d]`, finite.
  /// - Complexity: O(n d²) for the covariance, O(d²) for each of at most 500 iterations; d² numbers of memory.
  public init(_ rows: UnsafePointer<Float>, count n: Int, dimensions d: Int, parallel: Parallel) {
    let covariance = Covariance(rows, count: n, dimensions: d, parallel: parallel)
    dimensions = d
    mean = covariance.mean
    let found = leadingEigenvectors(covariance.values, size: d, parallel: parallel)
    let unit = covariance.scale
    variances = found.values.map { $0 / unit / unit }
    axes = found.vectors
  }

  /// Components that were found before and stored.
  /// - Parameters: mean `[d]`, axes `[2, d]`, variances `[2]`.
  public init(mean: [Double], axes: [Double], variances: [Double]) {
    (dimensions, self.mean, self.axes, self.variances) = (mean.count, mean, axes, variances)
  }

  /// Coordinates along the axes: `places` `[n, 2]`.
  public func project(
    _ rows: UnsafePointer<Float>, count n: Int, parallel: Parallel, to places: UnsafeMutablePointer<SIMD2<Float>>
  ) {
    let d = dimensions
    mean.withUnsafeBufferPointer { mean in
      axes.withUnsafeBufferPointer { axes in
        parallel.run(chunks(of: n)) { _, chunk in
          for i in chunkRange(chunk, of: n) {
            let row = rows + i * d
            var (x, y) = (0.0, 0.0)
            for j in 0..<d {
              let value = Double(row[j]) - mean[j]
              x.addProduct(value, axes[j])
              y.addProduct(value, axes[d + j])
            }
            places[i] = SIMD2(Float(x), Float(y))
          }
        }
      }
    }
  }
}
