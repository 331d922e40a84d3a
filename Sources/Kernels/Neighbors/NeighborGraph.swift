extension NeighborIndex {
  /// The `k` nearest rows of every row, itself left out: nearest first, ties (of the distance in double precision) by row.
  ///
  /// Each pair is scored once, for both. The blocks of the tree meet in rounds, in round r each block a and a XOR r: every
  /// pair of blocks meets once, no block twice in a round, so that no two units share a point, and near blocks meet first, so
  /// that most later tiles are left early.
  ///
  /// - Parameters:
  ///   - index: `[count, k]`, -1 past the last.
  ///   - distance: `[count, k]`, infinite past the last.
  ///   - progress: is told the share that is done; what it throws ends the work.
  /// - Complexity: O(count² dimensions) time at worst, O(count k) memory besides the index.
  public func graph(
    k: Int, parallel: Parallel, index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>,
    progress: (Double) throws -> Void = { _ in }
  ) throws {
    guard count > 0, k > 0 else { return }
    let candidates = Candidates(points: panels.padded, k: min(k, count - 1))
    for point in 0..<count where !isEquallyFar(point) { candidates.open(point, k: min(k, count - 1)) }
    let blocks = panels.tree.blocks
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(6 * 16) }
    for round in 0..<blocks.count {
      let pairs = blocks.indices.filter { $0 <= $0 ^ round }
      parallel.run(pairs.count) { lane, unit in
        meet(blocks[pairs[unit]], blocks[pairs[unit] ^ round], candidates, scratch[lane].pointer)
      }
      try progress(Double(round + 1) / Double(blocks.count))
    }
    let chunk = 256
    let copied = Buffer<Bool>(count)
    parallel.run((count + chunk - 1) / chunk) { _, unit in
      for point in unit * chunk..<min(count, (unit + 1) * chunk) {
        let row = Int(panels.tree.rows[point])
        if isEquallyFar(point) {
          writeFirst(row, k: k, index: index + row * k, distance: distance + row * k)
          continue
        }
        copied.pointer[row] = measure(point, candidates) && metric == .l2
        candidates.finish(point).write(index: index + row * k, distance: distance + row * k, count: k, metric: metric)
      }
    }
    answerCopies(
      (0..<count).filter { copied.pointer[$0] }, k: k, parallel: parallel, index: index, distance: distance)
  }

  /// Whether the row at a position is a vector without direction.
  private func isEquallyFar(_ point: Int) -> Bool { least(Int(panels.tree.rows[point])) > 0 }

  /// The answer for a row from which all others are equally far.
  private func writeFirst(
    _ row: Int, k: Int, index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<k {
      let other = i < row ? i : i + 1
      index[i] = other < count ? Int64(other) : -1
      distance[i] = other < count ? metric.distance(ofSquare: 2) : .infinity
    }
  }

  /// - Returns: whether the point has k copies, which are the answer: it looks no more.
  @discardableResult
  private func measure(_ point: Int, _ candidates: Candidates) -> Bool {
    let own = Int(panels.tree.rows[point])
    let isFull = candidates.measure(point, least: 0) {
      square(own, Int($0))
    } threshold: {
      panels.transform.threshold($0)
    }
    // Copies have each other; of directions, others than copies may be at distance 0 and come first.
    if isFull, metric == .l2 { candidates.close(point) }
    return isFull
  }

  /// All pairs of two blocks, or of one with itself.
  private func meet(_ a: Range<Int>, _ b: Range<Int>, _ candidates: Candidates, _ scores: UnsafeMutablePointer<Float>) {
    panels.transform.depths.withUnsafeBufferPointer { depths in
      let tile = ScoreTile(
        depths: depths.baseAddress!, levels: depths.count, width: panels.transform.width, scores: scores)
      let rows = panels.rows(candidates.thresholds)
      let columns = panels.columns(candidates.thresholds)
      let isOne = a == b
      for panel in b.lowerBound / 16..<(b.upperBound + 15) / 16 {
        let end = isOne ? min(a.upperBound, panel * 16 + 16) : a.upperBound
        for six in a.lowerBound / 6..<(end + 5) / 6 where tile.run(rows, six: six, columns, panel: panel) {
          look(scores, six: six, panel: panel, isOne: isOne, candidates)
        }
      }
    }
  }

  /// Adds those pairs of a tile that reach a threshold.
  private func look(
    _ scores: UnsafePointer<Float>, six: Int, panel: Int, isOne: Bool, _ candidates: Candidates
  ) {
    let columns = panel * 16..<min(count, panel * 16 + 16)
    for row in six * 6..<min(count, six * 6 + 6) {
      let own = scores + (row - six * 6) * 16 - columns.lowerBound
      for column in columns {
        let score = own[column]
        guard score >= min(candidates.thresholds[row], candidates.thresholds[column]), !isOne || row < column else { continue }
        if score >= candidates.thresholds[row], candidates.add(panels.tree.rows[column], score: score, to: row) {
          measure(row, candidates)
        }
        if score >= candidates.thresholds[column], candidates.add(panels.tree.rows[row], score: score, to: column) {
          measure(column, candidates)
        }
      }
    }
  }
}
