/// The loss of multinomial logistic regression and its gradient, over some of the rows of a table.
///
/// mean over rows of -log softmax(x W + b)[label], plus penalty / 2 * |W|². Parameters are doubles in the order of the packed
/// weights `[d, columns]` (blocks of sixteen columns), then the bias `[columns]`; those of padding columns stay 0.
struct SoftmaxRegression {
  /// `[n, d]`
  let rows: UnsafePointer<Float>
  let dimensions: Int
  let classes: Int
  let penalty: Double

  private static let chunk = 256
  /// The score of columns that stand for no class: their probability is 0 in single precision.
  private static let never: Float = -1e30

  var columns: Int { padded8(classes) }
  var parameters: Int { (dimensions + 1) * columns }

  /// Single-precision parameters as the tiles want them.
  private func packed(_ parameters: [Double]) -> Buffer<Float> {
    let buffer = Buffer<Float>(parameters.count)
    for i in parameters.indices { buffer.pointer[i] = Float(parameters[i]) }
    for c in classes..<columns { buffer.pointer[dimensions * columns + c] = Self.never }
    return buffer
  }

  private static func pieces(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.flatMap { range in
      stride(from: range.lowerBound, to: range.upperBound, by: chunk).map { $0..<min($0 + chunk, range.upperBound) }
    }
  }

  /// - Parameters:
  ///   - labels: `[n]`
  ///   - ranges: rows that count.
  ///   - gradient: filled.
  /// - Complexity: O(rows * d * classes).
  func loss(
    _ parameters: [Double], labels: [Int32], over ranges: [Range<Int>], parallel: Parallel, gradient: inout [Double]
  ) -> Double {
    let pieces = Self.pieces(ranges)
    let count = ranges.reduce(0) { $0 + $1.count }
    let weights = packed(parameters)
    let all = self.parameters
    // Sums of sixteen pieces each, in their order, whatever the lanes.
    let group = 16
    let groups = (pieces.count + group - 1) / group
    let sums = Buffer<Double>(groups * all), losses = Buffer<Double>(groups)
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(Self.chunk * columns + all) }
    parallel.run(groups) { lane, unit in
      let scores = scratch[lane].pointer
      let part = scores + Self.chunk * columns
      let sum = sums.pointer + unit * all
      for piece in unit * group..<min(pieces.count, (unit + 1) * group) {
        let range = pieces[piece]
        self.scores(range, weights, to: scores)
        losses.pointer[unit] += residuals(range, labels, scores, bias: part + dimensions * columns)
        OuterProduct(
          height: range.count, width: 1, sourceRow: dimensions, sourceStep: dimensions, runLength: dimensions, runStride: 0,
          rows: dimensions, columns: columns
        ).run(
          rows: 0..<dimensions, rows + range.lowerBound * dimensions, scores, dStep: columns, to: part, adding: false)
        for i in 0..<all { sum[i] += Double(part[i]) }
      }
    }
    for i in gradient.indices { gradient[i] = 0 }
    var loss = 0.0
    for unit in 0..<groups {
      loss += losses.pointer[unit]
      for i in 0..<all { gradient[i] += sums.pointer[unit * all + i] }
    }
    var square = 0.0
    for i in 0..<all { gradient[i] /= Double(count) }
    for i in 0..<dimensions * columns {
      gradient[i] += penalty * parameters[i]
      square += parameters[i] * parameters[i]
    }
    return loss / Double(count) + penalty / 2 * square
  }

  /// Probabilities of the rows of a range, to `output[row, classes]`.
  func predict(_ parameters: [Double], _ range: Range<Int>, parallel: Parallel, to output: UnsafeMutablePointer<Float>) {
    let pieces = Self.pieces([range])
    let weights = packed(parameters)
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(Self.chunk * columns) }
    parallel.run(pieces.count) { lane, unit in
      let scores = scratch[lane].pointer
      self.scores(pieces[unit], weights, to: scores)
      for (i, row) in pieces[unit].enumerated() {
        let sum = softmax(scores + i * columns).sum
        for c in 0..<classes { output[row * classes + c] = scores[i * columns + c] / sum }
      }
    }
  }

  private func scores(_ range: Range<Int>, _ weights: Buffer<Float>, to scores: UnsafeMutablePointer<Float>) {
    SlidingProduct(
      height: range.count, width: 1, sourceRow: dimensions, sourceStep: dimensions, runs: 1, runLength: dimensions,
      runStride: 0, columns: columns
    ).run(
      rows + range.lowerBound * dimensions, weights: weights.pointer, bias: weights.pointer + dimensions * columns,
      rectified: false, to: scores, destinationStep: columns)
  }

  /// Turns scores into probabilities less the truth; sums the losses, and the residuals into `bias`.
  private func residuals(
    _ range: Range<Int>, _ labels: [Int32], _ scores: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>
  ) -> Double {
    for c in 0..<columns { bias[c] = 0 }
    var loss = 0.0
    for (i, row) in range.enumerated() {
      let own = scores + i * columns
      let label = Int(labels[row])
      let score = own[label]
      let (top, sum) = softmax(own)
      loss += logarithm(Double(sum)) - Double(score - top)
      for c in 0..<columns { own[c] /= sum }
      own[label] -= 1
      for c in 0..<columns { bias[c] += own[c] }
    }
    return loss
  }

  /// Replaces scores by exp(score - largest) and gives the largest and the sum.
  @inline(__always)
  private func softmax(_ scores: UnsafeMutablePointer<Float>) -> (top: Float, sum: Float) {
    var top = scores[0]
    for c in 1..<columns { top = max(top, scores[c]) }
    var sums = SIMD8<Float>.zero
    for c in stride(from: 0, to: columns, by: 8) {
      let e = exp2Lanes((load8(scores + c) - top) * 1.4426950408889634)
      store8(e, scores + c)
      sums += e
    }
    return (top, total(sums))
  }
}
