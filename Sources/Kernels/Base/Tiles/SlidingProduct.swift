/// Windows over a picture (or rows of a matrix) times packed weights: the forward pass of conv2d and dense, and their
/// backward pass to the input.
///
/// Output position (y, x) reads `runs` stretches of `runLength` floats that begin at
/// `source[y * sourceRow + x * sourceStep]` and are `runStride` apart. `columns` is a multiple of 8; weights are packed in
/// blocks of 16 columns `[runs * runLength, 16]` and, where columns is not a multiple of 16, a last block of 8.
package struct SlidingProduct: Sendable {
  /// Lines of the grid of positions.
  package var height: Int
  /// Positions of a line.
  package var width: Int
  /// Floats between the beginnings of two lines of positions in the source.
  package var sourceRow: Int
  /// Floats between two positions of a line in the source.
  package var sourceStep: Int
  /// Stretches under one position.
  package var runs: Int
  /// Floats of a stretch.
  package var runLength: Int
  /// Floats between the beginnings of two stretches in the source.
  package var runStride: Int
  /// Columns of weights and result, a multiple of 8.
  package var columns: Int

  /// Shapes as the properties of the same names say; nothing is checked.
  package init(
    height: Int, width: Int, sourceRow: Int, sourceStep: Int, runs: Int, runLength: Int, runStride: Int, columns: Int
  ) {
    self.height = height
    self.width = width
    self.sourceRow = sourceRow
    self.sourceStep = sourceStep
    self.runs = runs
    self.runLength = runLength
    self.runStride = runStride
    self.columns = columns
  }

  /// Blocks of 16 columns, or 8 in the last.
  package var blocks: Int { (columns + 15) / 16 }

  /// All blocks. bias is [columns] or nil; destination is [height * width, destinationStep].
  package func run(
    _ source: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, rectified: Bool,
    to destination: UnsafeMutablePointer<Float>, destinationStep: Int
  ) {
    for block in 0..<blocks {
      run(
        block: block, source, weights: weights, bias: bias, rectified: rectified, to: destination,
        destinationStep: destinationStep)
    }
  }

  /// One block of 16 (or the last 8) columns.
  package func run(
    block: Int, _ source: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    rectified: Bool, to destination: UnsafeMutablePointer<Float>, destinationStep: Int
  ) {
    let w = weights + block * 16 * runs * runLength
    let b = bias.map { $0 + block * 16 }
    let d = destination + block * 16
    if columns - block * 16 >= 16 {
      tiles(Lanes16.self, source, w, b, rectified, d, destinationStep)
    } else {
      tiles(Lanes8.self, source, w, b, rectified, d, destinationStep)
    }
  }

  @inline(__always)
  private func tiles<L: Lanes>(
    _: L.Type, _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
    _ rectified: Bool, _ destination: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    let start = bias.map { L.load($0) } ?? L.zero
    var walk = PixelWalk(self)
    let size = equalShare(of: height * width, atMost: 6)
    var left = height * width
    while left > 0 {
      let count = min(size, left)
      switch count {
      case 6: tile(L.self, Rows6.self, &walk, source, weights, start, rectified, destination, step)
      case 5: tile(L.self, Rows5.self, &walk, source, weights, start, rectified, destination, step)
      case 4: tile(L.self, Rows4.self, &walk, source, weights, start, rectified, destination, step)
      case 3: tile(L.self, Rows3.self, &walk, source, weights, start, rectified, destination, step)
      case 2: tile(L.self, Rows2.self, &walk, source, weights, start, rectified, destination, step)
      default: tile(L.self, Rows1.self, &walk, source, weights, start, rectified, destination, step)
      }
      left -= count
    }
  }

  private func tile<L: Lanes, R: RowCount>(
    _: L.Type, _: R.Type, _ walk: inout PixelWalk, _ source: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ start: L, _ rectified: Bool, _ destination: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    let count = R.rows
    let a = walk.next(), b = count > 1 ? walk.next() : a, c = count > 2 ? walk.next() : a
    let d = count > 3 ? walk.next() : a, e = count > 4 ? walk.next() : a, f = count > 5 ? walk.next() : a
    let from = SixPointers(
      p0: source + a.offset, p1: source + b.offset, p2: source + c.offset, p3: source + d.offset,
      p4: source + e.offset, p5: source + f.offset)
    let to = SixMutablePointers(
      p0: destination + a.pixel * step, p1: destination + b.pixel * step, p2: destination + c.pixel * step,
      p3: destination + d.pixel * step, p4: destination + e.pixel * step, p5: destination + f.pixel * step)
    productTile(
      L.self, count: count, from, runs: runs, runLength: runLength, runStride: runStride, weights: weights, start: start,
      rectified: rectified, to: to)
  }
}
