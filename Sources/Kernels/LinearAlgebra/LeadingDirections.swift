/// Orthonormal directions, those in which rows vary most first.
///
/// Orthogonal iteration (Golub and Van Loan, "Matrix Computations", 8.2) on a sample of the rows. Which directions are found
/// decides only how soon far rows are told apart, so a few rounds on few rows are enough; that they are orthonormal decides
/// whether answers are right, and holds to the rounding of single precision for any rows.
///
/// Not `leadingEigenvectors`, which needs the covariance and goes on until vectors hold still: this finds up to 128 directions in a few
/// milliseconds, and none is missing where rows do not vary in so many.
struct LeadingDirections {
  /// `[count, dimensions]`
  let axes: [Double]
  let count: Int
  let dimensions: Int

  private static let rounds = 4

  /// - Parameter sample: `[rows, dimensions]`, centered.
  init(_ sample: UnsafePointer<Float>, rows: Int, dimensions d: Int, count p: Int, parallel: Parallel) {
    count = p
    dimensions = d
    let random = CounterRandom(0x6469_7265)
    var axes = (0..<p * d).map { Double(random.uniform(UInt64($0))) - 0.5 }
    GramSchmidt.complete(&axes, count: p, dimensions: d, random)
    for _ in 0..<(rows > 1 ? Self.rounds : 0) {
      let projection = Projection(axes, count: p, dimensions: d)
      let seen = Buffer<Float>(rows * p)
      let sixes = (rows + 5) / 6
      parallel.run((sixes + 15) / 16) { _, unit in
        for six in unit * 16..<min(sixes, unit * 16 + 16) {
          projection.apply(sample + six * 6 * d, rows: min(6, rows - six * 6), to: seen.pointer + six * 6 * p)
        }
      }
      axes = Self.backProject(seen.pointer, p, sample, d, rows: rows, parallel)
      GramSchmidt.complete(&axes, count: p, dimensions: d, random)
    }
    self.axes = axes
  }

  /// `[p, d]`: sum over rows of seen[row, p] sample[row, d].
  private static func backProject(
    _ seen: UnsafePointer<Float>, _ p: Int, _ sample: UnsafePointer<Float>, _ d: Int, rows: Int, _ parallel: Parallel
  ) -> [Double] {
    var axes = [Double](repeating: 0, count: p * d)
    axes.withUnsafeMutableBufferPointer { axes in
      let axes = axes.baseAddress!
      parallel.run((p + 5) / 6) { _, unit in
        let tile = Buffer<Float>(6 * 16)
        let used = min(6, p - unit * 6)
        let at = { (i: Int) in seen + unit * 6 + min(i, used - 1) }
        let x = SixPointers(p0: at(0), p1: at(1), p2: at(2), p3: at(3), p4: at(4), p5: at(5))
        for j in stride(from: 0, to: d, by: 16) {
          // The last block may begin before its multiple of 16, so that nothing is read past a row; where d < 16, sums are plain.
          let first = max(0, min(j, d - 16))
          if d >= 16 {
            outerTile(
              Lanes16.self, x, rows: 1, columns: rows, xRow: 0, xStep: p, d: sample + first, dStep: d, to: tile.pointer,
              count: used, adding: false)
          } else {
            for i in 0..<used {
              for c in 0..<d {
                tile.pointer[i * 16 + c] = (0..<rows).reduce(0) { $0 + seen[$1 * p + unit * 6 + i] * sample[$1 * d + c] }
              }
            }
          }
          for i in 0..<used {
            for c in 0..<min(16, d) { axes[(unit * 6 + i) * d + first + c] = Double(tile.pointer[i * 16 + c]) }
          }
        }
      }
    }
    return axes
  }
}
