/// G[r, c] (+)= sum over positions of X[position, r] * D[position, c]: the weight gradients of conv2d and dense.
///
/// Positions are a grid of height x width; X at (y, x) begins at `source[y * sourceRow + x * sourceStep]`, and its row r is
/// `(r / runLength) * runStride + r % runLength` further. D is `[height * width, dStep]`. G is packed as the weights are.
package struct OuterProduct: Sendable {
  /// Lines of the grid of positions.
  package var height: Int
  /// Positions of a line.
  package var width: Int
  /// Floats between the beginnings of two lines of positions in the source.
  package var sourceRow: Int
  /// Floats between two positions of a line in the source.
  package var sourceStep: Int
  /// Rows that lie side by side in the source.
  package var runLength: Int
  /// Floats between the beginnings of two runs in the source.
  package var runStride: Int
  /// Rows of the result.
  package var rows: Int
  /// Columns of the result, a multiple of 8.
  package var columns: Int

  /// Shapes as the properties of the same names say; nothing is checked.
  package init(
    height: Int, width: Int, sourceRow: Int, sourceStep: Int, runLength: Int, runStride: Int, rows: Int, columns: Int
  ) {
    self.height = height
    self.width = width
    self.sourceRow = sourceRow
    self.sourceStep = sourceStep
    self.runLength = runLength
    self.runStride = runStride
    self.rows = rows
    self.columns = columns
  }

  /// The rows of `range`, all columns. Without `adding` the old content of G is replaced.
  package func run(
    rows range: Range<Int>, _ source: UnsafePointer<Float>, _ d: UnsafePointer<Float>, dStep: Int,
    to g: UnsafeMutablePointer<Float>, adding: Bool
  ) {
    var r = range.lowerBound
    while r < range.upperBound {
      let count = min(6, range.upperBound - r)
      let at = { (i: Int) -> UnsafePointer<Float> in
        let row = r + min(i, count - 1)
        return source + (row / runLength) * runStride + row % runLength
      }
      let x = SixPointers(p0: at(0), p1: at(1), p2: at(2), p3: at(3), p4: at(4), p5: at(5))
      var c = 0
      while c + 16 <= columns {
        outerTile(
          Lanes16.self, x, rows: height, columns: width, xRow: sourceRow, xStep: sourceStep, d: d + c, dStep: dStep,
          to: g + c * rows + r * 16, count: count, adding: adding)
        c += 16
      }
      if c < columns {
        outerTile(
          Lanes8.self, x, rows: height, columns: width, xRow: sourceRow, xStep: sourceStep, d: d + c, dStep: dStep,
          to: g + c * rows + r * 8, count: count, adding: adding)
      }
      r += count
    }
  }
}
