/// Exact nearest neighbors among fixed rows.
///
/// Every pair is scored in single precision by register tiles; rows that may be among the nearest by a bound on the error of
/// their score are measured in double precision. So the answer is that of the exact distances, ties by row, and does not
/// depend on tiles, blocks or lanes.
public final class NeighborIndex {
  public enum Queries {
    /// `[count, dimensions]`, finite.
    case vectors(UnsafePointer<Float>)
    /// Rows of the index; each leaves itself out.
    case rows(UnsafePointer<Int64>)
  }

  public let count: Int
  public let dimensions: Int
  public let metric: NeighborMetric
  private let rows: UnsafePointer<Float>
  /// `[count]`, each row's dot product with itself.
  private let norms: [Double]
  private let panels: ScorePanels

  /// - Parameter rows: `[count, dimensions]`, finite; must stay valid and unchanged as long as the index is used.
  /// - Complexity: O(count * dimensions) time and memory.
  public init(_ rows: UnsafePointer<Float>, count: Int, dimensions: Int, metric: NeighborMetric) {
    self.rows = rows
    self.count = count
    self.dimensions = dimensions
    self.metric = metric
    norms = (0..<count).map { Distances.dot(rows + $0 * dimensions, rows + $0 * dimensions, count: dimensions) }
    panels = ScorePanels(rows, norms: norms, dimensions: dimensions, metric: metric)
  }

  /// Finds the `k` nearest rows of each query, nearest first, ties (of the distance in double precision) by row.
  ///
  /// - Parameters:
  ///   - allowed: `[self.count]`, 0 leaves a row out; nil: all are allowed.
  ///   - index: `[count, k]`, -1 past the last.
  ///   - distance: `[count, k]`, infinite past the last.
  /// - Complexity: O(count * self.count * dimensions).
  public func search(
    _ queries: Queries, count queryCount: Int, k: Int, allowed: UnsafePointer<UInt8>?, parallel: Parallel,
    index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>
  ) {
    guard queryCount > 0, k > 0 else { return }
    let size = Self.blockSize(queryCount, dimensions: dimensions)
    let open = openPanels(allowed)
    var scratch: [QueryBlock?] = Array(repeating: nil, count: parallel.lanes)
    scratch.withUnsafeMutableBufferPointer { scratch in
      parallel.run((queryCount + size - 1) / size) { lane, unit in
        if scratch[lane] == nil { scratch[lane] = QueryBlock(capacity: size, dimensions: dimensions, k: min(k, count)) }
        let block = scratch[lane]!
        let first = unit * size
        block.clear()
        for query in first..<min(queryCount, first + size) {
          switch queries {
          case .vectors(let vectors): add(vectors + query * dimensions, itself: -1, to: block)
          case .rows(let list): add(rows + Int(list[query]) * dimensions, itself: Int(list[query]), to: block)
          }
        }
        scan(block, open: open, allowed: allowed)
        block.write(index: index + first * k, distance: distance + first * k, stride: k, metric: metric)
      }
    }
  }

  /// Queries that one lane takes at a time: as many as stay in the second-level cache, some blocks a lane where there are few.
  private static func blockSize(_ queries: Int, dimensions: Int) -> Int {
    let cached = min(384, max(48, 49_152 / max(1, dimensions)))
    return (min(cached, max(48, queries / 16)) + 5) / 6 * 6
  }

  /// The panels that hold an allowed row.
  private func openPanels(_ allowed: UnsafePointer<UInt8>?) -> [Int] {
    let width = ScorePanels.width
    guard let allowed else { return Array(0..<panels.panels) }
    return (0..<panels.panels).filter { panel in
      (panel * width..<min(count, (panel + 1) * width)).contains { allowed[$0] != 0 }
    }
  }

  private func add(_ vector: UnsafePointer<Float>, itself: Int, to block: QueryBlock) {
    let norm = Distances.dot(vector, vector, count: dimensions)
    let least = metric == .cosine && norm == 0 ? 2.0 : 0
    block.add(vector, norm: norm, factor: panels.shape(norm).factor, itself: itself, least: least)
  }

  private func scan(_ block: QueryBlock, open: [Int], allowed: UnsafePointer<UInt8>?) {
    guard count > 0 else { return }
    let scores = Buffer<Float>(6 * ScorePanels.width)
    for panel in open where block.unfinished > 0 {
      let vectors = panels.vectors.pointer + panel * dimensions * ScorePanels.width
      let start = Lanes16.load(panels.starts.pointer + panel * ScorePanels.width)
      for six in 0..<block.sixes {
        scoreTile(block.vectors.pointer + six * 6 * dimensions, dimensions, vectors, start, to: scores.pointer)
        let thresholds = block.thresholds.pointer + six * 6
        if anyReaches(scores.pointer, thresholds) {
          look(at: panel, scores.pointer, block, six: six, allowed: allowed)
        }
      }
    }
  }

  /// Measures the rows of a panel whose score reaches the threshold of one of six queries.
  private func look(
    at panel: Int, _ scores: UnsafePointer<Float>, _ block: QueryBlock, six: Int, allowed: UnsafePointer<UInt8>?
  ) {
    let width = ScorePanels.width
    for query in six * 6..<min(six * 6 + 6, block.count) {
      for lane in 0..<width where !(scores[(query - six * 6) * width + lane] < block.thresholds.pointer[query]) {
        let row = panel * width + lane
        guard row < count, row != block.queries[query].itself, allowed.map({ $0[row] != 0 }) ?? true else { continue }
        let norm = block.queries[query].norm
        let square = metric.square(block.queries[query].vector, norm, rows + row * dimensions, norms[row], count: dimensions)
        block.offer(square, row, to: query) { panels.threshold(norm: norm, square: $0) }
      }
    }
  }
}
