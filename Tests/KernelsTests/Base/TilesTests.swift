import KernelTwins
import Kernels
import Testing

/// The register tiles against plain loops, over sizes around the tile of 6 x 16.
@Suite struct TilesTests {
  /// At most a few hundred terms below 1.
  let tolerance = 1e-5

  @Test(arguments: [1, 2, 5, 6, 7, 13], [8, 16, 24, 32, 40])
  func slidingProduct(width: Int, columns: Int) {
    for (height, step, runs, runLength) in [(1, 3, 1, 5), (2, 1, 3, 4), (3, 2, 2, 1), (1, 4, 5, 7)] {
      let line = width * step + runLength + 3
      let source = randoms((height + runs) * line, seed: 1)
      let rows = runs * runLength
      let packing = Packing(rows: rows, columns: columns)
      let dense = randoms(rows * columns, seed: 2), bias = randoms(columns, seed: 3)
      var packed = [Float](repeating: 0, count: packing.count)
      for r in 0..<rows { for c in 0..<columns { packed[packing.index(r, c)] = dense[r * columns + c] } }
      let product = SlidingProduct(
        height: height, width: width, sourceRow: line, sourceStep: step, runs: runs, runLength: runLength,
        runStride: line, columns: columns)
      let out = Floats(height * width * columns)
      product.run(source, weights: packed, bias: bias, rectified: true, to: out.pointer, destinationStep: columns)
      var expected: [Double] = []
      for p in 0..<height * width {
        for c in 0..<columns {
          var sum = Double(bias[c])
          for r in 0..<rows {
            let at = (p / width) * line + (p % width) * step + (r / runLength) * line + r % runLength
            sum += Double(source[at]) * Double(dense[r * columns + c])
          }
          expected.append(max(0, sum))
        }
      }
      #expect(relativeError(out.array, expected) < tolerance)
    }
  }

  @Test(arguments: [1, 5, 6, 7, 13], [8, 16, 24, 40]) func outerProduct(rows: Int, columns: Int) {
    for (height, width, adding) in [(1, 1, false), (3, 2, true), (1, 17, false), (5, 5, true)] {
      let runLength = max(1, rows / 2), runStride = 50, sourceRow = 30, sourceStep = 2
      let source = randoms(30 * height + 2 * width + 50 * (rows / runLength + 1) + runLength, seed: 4)
      let d = randoms(height * width * columns, seed: 5)
      let packing = Packing(rows: rows, columns: columns)
      let before = randoms(packing.count, seed: 6)
      let g = Floats(packing.count)
      g.pointer.update(from: before, count: before.count)
      let product = OuterProduct(
        height: height, width: width, sourceRow: sourceRow, sourceStep: sourceStep, runLength: runLength,
        runStride: runStride, rows: rows, columns: columns)
      let half = rows / 2
      product.run(rows: 0..<half, source, d, dStep: columns, to: g.pointer, adding: adding)
      product.run(rows: half..<rows, source, d, dStep: columns, to: g.pointer, adding: adding)
      var expected = [Double](repeating: 0, count: packing.count)
      for r in 0..<rows {
        for c in 0..<columns {
          var sum = adding ? Double(before[packing.index(r, c)]) : 0
          for p in 0..<height * width {
            let at = (p / width) * sourceRow + (p % width) * sourceStep + (r / runLength) * runStride + r % runLength
            sum += Double(source[at]) * Double(d[p * columns + c])
          }
          expected[packing.index(r, c)] = sum
        }
      }
      #expect(relativeError(g.array, expected) < tolerance)
    }
  }
}
