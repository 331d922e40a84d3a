/// All points of an index, laid out for scoring.
///
/// The score of two points is -|x - y|²/2 = x·y - |x|²/2 - |y|²/2, raised by the bound on its own error. The points stand in
/// the order of a tree, so that near ones share a tile, and their first coordinates tell most: a tile that is far by those is
/// left early, by x·y <= sum of the first products + |rest of x| |rest of y|.
final class ScorePanels {
  static let width = Lanes16.width

  let count: Int
  /// `count`, rounded up to whole tiles.
  let padded: Int
  let transform: RowTransform
  let tree: BlockTree
  /// `[padded, transform.width]`, by position in the tree's order.
  let points: Buffer<Float>
  /// `[padded / 16, transform.width, 16]`: the same.
  let vectors: Buffer<Float>
  /// `[padded]`, -infinity past the last.
  let starts: Buffer<Float>
  /// `[depths, padded]`
  let tails: Buffer<Float>
  /// `[padded]`, all infinite.
  private let silent: Buffer<Float>

  private static let used = 24

  init(
    _ rows: UnsafePointer<Float>, norms: UnsafePointer<Double>, count: Int, dimensions d: Int, metric: NeighborMetric,
    parallel: Parallel
  ) {
    self.count = count
    let padded = (count + BlockTree.unit - 1) / BlockTree.unit * BlockTree.unit
    self.padded = padded
    let transform = RowTransform(rows, norms: norms, count: count, dimensions: d, metric: metric, parallel: parallel)
    self.transform = transform
    let width = transform.width
    let levels = transform.depths.count
    let unit = BlockTree.unit
    // In the rows' own order first: the tree is made of the points.
    let loose = Buffer<Float>(padded * width)
    let looseStarts = Buffer<Float>(padded)
    let looseTails = Buffer<Float>(padded * levels)
    parallel.run(padded / unit) { _, block in
      let scratch = Buffer<Float>(6 * d)
      for first in stride(from: block * unit, to: min(count, (block + 1) * unit), by: 6) {
        let six = first..<min(first + 6, count)
        transform.apply(
          six.map { rows + $0 * d }, norms: six.map { norms[$0] }, scratch: scratch.pointer,
          to: loose.pointer + first * width, starts: looseStarts.pointer + first, tails: looseTails.pointer + first,
          stride: padded)
      }
    }
    let tree = BlockTree(loose.pointer, count: count, dimensions: width, used: min(width, Self.used))
    self.tree = tree
    let points = Buffer<Float>(padded * width)
    let vectors = Buffer<Float>(padded * width)
    let starts = Buffer<Float>(padded)
    let tails = Buffer<Float>(padded * levels)
    parallel.run(padded / unit) { _, block in
      for position in block * unit..<(block + 1) * unit {
        guard position < count else {
          starts.pointer[position] = -.infinity
          continue
        }
        let row = Int(tree.rows[position])
        let panel = vectors.pointer + position / Self.width * width * Self.width + position % Self.width
        for i in 0..<width {
          points.pointer[position * width + i] = loose.pointer[row * width + i]
          panel[i * Self.width] = loose.pointer[row * width + i]
        }
        starts.pointer[position] = looseStarts.pointer[row]
        for level in 0..<levels { tails.pointer[level * padded + position] = looseTails.pointer[level * padded + row] }
      }
    }
    self.points = points
    self.vectors = vectors
    self.starts = starts
    self.tails = tails
    silent = Buffer(padded)
    for i in 0..<padded { silent.pointer[i] = .infinity }
  }

  /// The points as the columns of tiles whose rows alone have a say in what is worth a look.
  var silentColumns: TileColumns { columns(silent.pointer) }

  /// The points as the columns of tiles.
  /// - Parameter thresholds: `[padded]`
  func columns(_ thresholds: UnsafePointer<Float>) -> TileColumns {
    TileColumns(
      vectors: vectors.pointer, starts: starts.pointer, tails: tails.pointer, tailStride: padded, thresholds: thresholds)
  }

  /// The points as the rows of tiles.
  /// - Parameter thresholds: `[padded]`
  func rows(_ thresholds: UnsafePointer<Float>) -> TileRows {
    TileRows(
      points: points.pointer, starts: starts.pointer, tails: tails.pointer, tailStride: padded, thresholds: thresholds)
  }
}
