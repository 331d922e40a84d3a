/// Rows laid out for scoring: panels of 16 rows, `[panel, dimension, 16]`, and what a bound on distances needs.
///
/// |x - y|² = |x|² - 2 s with the score s = x·y - |y|²/2, so near rows are those with a high score. A score in single
/// precision is off by at most g (|x|² + |y|²) / 2 (g covers the sum of d + 1 products, the rounding of the norm, and for
/// directions the rounding of their length). Each row's share of that is added to its score here and the query's is taken off
/// its threshold, so a row that scores below the threshold is farther for certain, and only the others need an exact look.
struct ScorePanels {
  static let width = Lanes16.width

  let panels: Int
  /// `[panels, dimensions, 16]`
  let vectors: Buffer<Float>
  /// `[panels, 16]`: where scores begin, -(1 - g) |y|²/2; -infinity past the last row.
  let starts: Buffer<Float>
  /// A power of two that brings the longest row to a length of about 1, so that nothing overflows; 1 for directions.
  let scale: Double
  /// g
  let looseness: Double
  private let metric: NeighborMetric
  private let dimensions: Int

  /// - Parameter norms: `[count]`, each row's dot product with itself.
  init(_ rows: UnsafePointer<Float>, norms: [Double], dimensions d: Int, metric: NeighborMetric) {
    let width = Self.width
    let count = norms.count
    self.metric = metric
    dimensions = d
    let longest = (norms.max() ?? 0).squareRoot()
    scale = metric == .l2 && longest > 0 ? Double(sign: .plus, exponent: -Int(longest.exponent), significand: 1) : 1
    looseness = 2.1 * Double(d + 16) * 0x1p-24
    panels = (count + width - 1) / width
    vectors = Buffer(panels * d * width)
    starts = Buffer(panels * width)
    for row in 0..<panels * width {
      let lane = row % width
      guard row < count else {
        starts.pointer[row] = -.infinity
        continue
      }
      let (factor, square) = shape(norms[row])
      starts.pointer[row] = Float(-(1 - looseness) * square / 2)
      let panel = vectors.pointer + row / width * d * width + lane
      for i in 0..<d { panel[i * width] = Float(Double(rows[row * d + i]) * factor) }
    }
  }

  /// What a vector with this norm is multiplied by before it is scored, and its squared length then.
  func shape(_ norm: Double) -> (factor: Double, square: Double) {
    switch metric {
    case .l2: (scale, norm * scale * scale)
    case .cosine: (norm > 0 ? 1 / norm.squareRoot() : 0, 1)
    }
  }

  /// The least score of a row that may be nearer than `square` (as `NeighborMetric.square`) to a query of this norm.
  func threshold(norm: Double, square: Double) -> Float {
    let length = shape(norm).square
    // Such a query's scores could overflow: every row gets an exact look.
    guard length < 1e30 else { return -.infinity }
    // 1e-30 is far above what gradual underflow can lose in vectors of length 1.
    let exact = (length - square * scale * scale) / 2 - looseness * length / 2 - 1e-30
    return Float(exact).nextDown
  }
}
