/// Exact nearest neighbors among fixed rows.
///
/// Every pair is scored in single precision by register tiles; rows that may be among the nearest by a bound on the error of
/// their score are measured in double precision. So the answer is that of the exact distances, ties by row, and does not
/// depend on tiles, blocks or lanes.
public final class NeighborIndex {
  /// What neighbors are looked for.
  public enum Queries {
    /// `[count, dimensions]`, finite.
    case vectors(UnsafePointer<Float>)
    /// Rows of the index; each leaves itself out.
    case rows(UnsafePointer<Int64>)
  }

  /// Rows of the index.
  public let count: Int
  /// Features of a row.
  public let dimensions: Int
  /// What distance is.
  public let metric: NeighborMetric
  let rows: UnsafePointer<Float>
  /// `[count]`, each row's dot product with itself; zeros where the metric does not need them.
  private let norms: Buffer<Double>
  let panels: ScorePanels

  /// - Parameter rows: `[count, dimensions]`, finite; must stay valid and unchanged as long as the index is used.
  /// - Complexity: O(count * dimensions) memory, and as much time for each of at most 128 directions.
  public init(
    _ rows: UnsafePointer<Float>, count: Int, dimensions: Int, metric: NeighborMetric, parallel: Parallel = .serial
  ) {
    self.rows = rows
    self.count = count
    self.dimensions = dimensions
    self.metric = metric
    norms = Buffer(count)
    if metric == .cosine {
      for row in 0..<count {
        norms.pointer[row] = Distances.dot(rows + row * dimensions, rows + row * dimensions, count: dimensions)
      }
    }
    panels = ScorePanels(
      rows, norms: norms.pointer, count: count, dimensions: dimensions, metric: metric, parallel: parallel)
  }

  /// The rows in an order that keeps near ones together.
  public var order: [Int32] { panels.tree.rows }

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
    let size = min(48, max(6, (queryCount / 16 + 5) / 6 * 6))
    let open = openPanels(allowed)
    var scratch: [QueryBlock?] = Array(repeating: nil, count: parallel.lanes)
    scratch.withUnsafeMutableBufferPointer { scratch in
      parallel.run((queryCount + size - 1) / size) { lane, unit in
        if scratch[lane] == nil { scratch[lane] = QueryBlock(capacity: size, panels.transform, k: min(k, count)) }
        let block = scratch[lane]!
        let some = unit * size..<min(queryCount, (unit + 1) * size)
        block.fill(some.map { query(queries, $0) }, panels.transform)
        scan(block, open: open, allowed: allowed)
        for (i, query) in some.enumerated() {
          measure(i, block)
          block.candidates.finish(i).write(
            index: index + query * k, distance: distance + query * k, count: k, metric: metric)
        }
      }
    }
  }

  /// What `metric.square` says of two rows.
  func square(_ a: Int, _ b: Int) -> Double {
    metric.square(
      rows + a * dimensions, norms.pointer[a], rows + b * dimensions, norms.pointer[b], count: dimensions)
  }

  /// No row is nearer to this one; all are as far from a vector without direction.
  func least(_ row: Int) -> Double { metric == .cosine && norms.pointer[row] == 0 ? 2 : 0 }

  private func query(_ queries: Queries, _ i: Int) -> QueryBlock.Query {
    let (vector, itself) =
      switch queries {
      case .vectors(let vectors): (vectors + i * dimensions, -1)
      case .rows(let list): (rows + Int(list[i]) * dimensions, Int(list[i]))
      }
    let norm = metric == .cosine ? Distances.dot(vector, vector, count: dimensions) : 0
    return .init(vector: vector, norm: norm, itself: itself, least: metric == .cosine && norm == 0 ? 2 : 0)
  }

  /// The panels that hold an allowed row, every 16th first: panels from everywhere soon tell how near the nearest are.
  private func openPanels(_ allowed: UnsafePointer<UInt8>?) -> [Int] {
    let (width, step) = (ScorePanels.width, 16)
    let panelCount = (count + width - 1) / width
    let all = (0..<step).flatMap { stride(from: $0, to: panelCount, by: step) }
    guard let allowed else { return all }
    return all.filter { panel in
      (panel * width..<min(count, (panel + 1) * width)).contains { allowed[Int(panels.tree.rows[$0])] != 0 }
    }
  }

  private func measure(_ i: Int, _ block: QueryBlock) {
    let query = block.queries[i]
    block.candidates.measure(i, least: query.least) {
      let row = Int($0)
      return metric.square(query.vector, query.norm, rows + row * dimensions, norms.pointer[row], count: dimensions)
    } threshold: {
      panels.transform.threshold($0)
    }
  }

  private func scan(_ block: QueryBlock, open: [Int], allowed: UnsafePointer<UInt8>?) {
    let scores = Buffer<Float>(6 * ScorePanels.width)
    panels.transform.depths.withUnsafeBufferPointer { depths in
      let tile = ScoreTile(
        depths: depths.baseAddress!, levels: depths.count, width: panels.transform.width, scores: scores.pointer)
      let columns = panels.silentColumns
      for panel in open {
        for six in 0..<block.sixes where tile.run(block.rows, six: six, columns, panel: panel) {
          look(at: panel, scores.pointer, block, six: six, allowed: allowed)
        }
      }
    }
  }

  /// Adds the rows of a panel whose score reaches the threshold of one of six queries.
  private func look(
    at panel: Int, _ scores: UnsafePointer<Float>, _ block: QueryBlock, six: Int, allowed: UnsafePointer<UInt8>?
  ) {
    let width = ScorePanels.width
    for query in six * 6..<min(six * 6 + 6, block.queries.count) {
      for lane in 0..<min(width, count - panel * width) {
        let score = scores[(query - six * 6) * width + lane]
        let row = panels.tree.rows[panel * width + lane]
        guard score >= block.candidates.thresholds[query], Int(row) != block.queries[query].itself else { continue }
        if let allowed, allowed[Int(row)] == 0 { continue }
        if block.candidates.add(row, score: score, to: query) { measure(query, block) }
      }
    }
  }
}
