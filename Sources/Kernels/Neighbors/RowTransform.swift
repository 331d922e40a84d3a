/// How a row becomes a point that is scored: centered, scaled, and turned to the directions in which rows vary most.
///
/// None of this changes which rows are nearest: a distance does not depend on the origin nor on orthonormal axes. For the
/// cosine, points are the rows' directions.
struct RowTransform {
  let metric: NeighborMetric
  /// Features of a row.
  let dimensions: Int
  /// Coordinates of a point; fewer than `dimensions` where the rest is only bounded, by its length.
  let width: Int
  /// After how many coordinates two points are compared; the last is `width`.
  let depths: [Int]
  /// A power of two that brings the longest point to a length of about 1, so that nothing overflows.
  let scale: Double
  /// g: a score in single precision is off by at most g (|x|² + |y|²) / 2.
  let looseness: Double
  private let mean: [Double]
  private let projection: Projection

  /// Points have at most so many coordinates.
  static let widest = 128
  private static let sampled = 2048

  /// - Parameters:
  ///   - rows: `[count, dimensions]`
  ///   - norms: `[count]`, each row's dot product with itself; read for the cosine only.
  init(
    _ rows: UnsafePointer<Float>, norms: UnsafePointer<Double>, count: Int, dimensions d: Int, metric: NeighborMetric,
    parallel: Parallel
  ) {
    self.metric = metric
    dimensions = d
    width = min(d, Self.widest)
    let inner = [16, 32, 64].filter { $0 + 8 <= min(d, Self.widest) }
    depths = inner + [width]
    looseness = 2.1 * Double(width + 20) * 0x1p-24 + Projection.looseness(count: width, dimensions: d)
    let factor = { (row: Int) in metric == .cosine ? Self.directing(norms[row]) : 1 }
    let (mean, longest) = Self.spread(rows, count: count, dimensions: d, factor: factor, parallel)
    self.mean = mean
    scale = longest > 0 ? Double(sign: .plus, exponent: -Int(longest.exponent), significand: 1) : 1
    let taken = min(count, Self.sampled)
    let sample = Buffer<Float>(taken * d)
    for i in 0..<taken {
      let row = i * count / taken
      Self.center(rows + row * d, d, mean, factor: factor(row) * scale, scale, to: sample.pointer + i * d)
    }
    let axes = LeadingDirections(sample.pointer, rows: taken, dimensions: d, count: width, parallel: parallel)
    projection = Projection(axes.axes, count: width, dimensions: d)
  }

  private static func directing(_ norm: Double) -> Double { norm > 0 ? 1 / norm.squareRoot() : 0 }

  /// What scoring needs to know of a point beside its coordinates.
  struct Point {
    /// Where scores begin: -(1 - g) |x|²/2. Infinite for one so far out that scores could overflow: it gets an exact look.
    var start: Float
    /// Whether its coordinates were replaced by zeros for that reason.
    var isFar: Bool
  }

  /// Up to six rows to `points` `[rows, width]`.
  ///
  /// - Parameters:
  ///   - rows: where each begins.
  ///   - norms: each row's dot product with itself; read for the cosine only.
  ///   - scratch: `[6, dimensions]`
  ///   - tails: `[depths, stride]`, the first `rows.count` of each: bounds on the length of what lies behind each depth.
  func apply(
    _ rows: [UnsafePointer<Float>], norms: [Double], scratch: UnsafeMutablePointer<Float>,
    to points: UnsafeMutablePointer<Float>, starts: UnsafeMutablePointer<Float>, tails: UnsafeMutablePointer<Float>,
    stride: Int
  ) {
    var squares = [Double](repeating: 0, count: rows.count)
    for i in rows.indices {
      let point = scratch + i * dimensions
      let factor = metric == .cosine ? Self.directing(norms[i]) : 1
      Self.center(rows[i], dimensions, mean, factor: factor * scale, scale, to: point)
      squares[i] = Distances.dot(point, point, count: dimensions)
      if !(squares[i] < 1e30) { for j in 0..<dimensions { point[j] = 0 } }
    }
    projection.apply(scratch, rows: rows.count, to: points)
    for i in rows.indices {
      guard squares[i] < 1e30 else {
        starts[i] = .infinity
        for level in depths.indices { tails[level * stride + i] = 0 }
        continue
      }
      // A vector of zeros has no direction: it counts as one at a right angle to all others.
      let missing = metric == .cosine && norms[i] == 0 ? scale * scale : 0
      starts[i] = Float(-(1 - looseness) * (squares[i] + missing) / 2)
      var (left, from) = (squares[i], 0)
      for (level, depth) in depths.enumerated() {
        let part = points + i * width + from
        left -= Distances.dot(part, part, count: depth - from)
        from = depth
        let bound = (max(0, left) + looseness * squares[i]).squareRoot()
        tails[level * stride + i] = depth == dimensions ? 0 : Float(bound).nextUp
      }
    }
  }

  /// The least score of a row that may be nearer than `square` (as `NeighborMetric.square`), or as near.
  func threshold(_ square: Double) -> Float {
    // 1e-30 is far above what gradual underflow can lose in vectors of length 1, 1e-14 above the rounding of 2 - 2 cos.
    let slack = 1e-30 + (metric == .cosine ? 1e-14 * scale * scale : 0)
    return Float(-square * scale * scale / 2 * (1 + 1e-10) - slack).nextDown
  }

  private static func center(
    _ row: UnsafePointer<Float>, _ d: Int, _ mean: [Double], factor: Double, _ scale: Double,
    to point: UnsafeMutablePointer<Float>
  ) {
    for j in 0..<d { point[j] = Float(Double(row[j]) * factor - mean[j] * scale) }
  }

  /// The mean of all rows, and the largest distance from it; sums over chunks in their order.
  private static func spread(
    _ rows: UnsafePointer<Float>, count: Int, dimensions d: Int, factor: (Int) -> Double, _ parallel: Parallel
  ) -> (mean: [Double], longest: Double) {
    let chunk = 1024
    let chunks = (count + chunk - 1) / chunk
    let sums = Buffer<Double>(chunks * d)
    parallel.run(chunks) { _, unit in
      let sum = sums.pointer + unit * d
      for row in unit * chunk..<min(count, (unit + 1) * chunk) {
        let f = factor(row)
        for j in 0..<d { sum[j].addProduct(Double(rows[row * d + j]), f) }
      }
    }
    var mean = [Double](repeating: 0, count: d)
    for unit in 0..<chunks { for j in 0..<d { mean[j] += sums.pointer[unit * d + j] / Double(count) } }
    let longest = Buffer<Double>(chunks)
    parallel.run(chunks) { _, unit in
      for row in unit * chunk..<min(count, (unit + 1) * chunk) {
        let f = factor(row)
        var sum = 0.0
        for j in 0..<d {
          let value = Double(rows[row * d + j]) * f - mean[j]
          sum.addProduct(value, value)
        }
        longest.pointer[unit] = max(longest.pointer[unit], sum)
      }
    }
    return (mean, (0..<chunks).reduce(0) { max($0, longest.pointer[$1]) }.squareRoot())
  }
}
