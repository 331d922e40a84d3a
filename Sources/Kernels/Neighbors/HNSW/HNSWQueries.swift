extension HNSWIndex {
  /// The `k` nearest rows of each query, as far as they are found; nearest first, ties by row. A row leaves itself out.
  /// - Parameters: `index` and `distance` `[count, k]`, -1 and infinity past the last.
  public func search(
    _ queries: NeighborIndex.Queries, count queryCount: Int, k: Int, parallel: Parallel,
    index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>
  ) {
    run(queryCount, k, parallel) { query in
      switch queries {
      case .vectors(let vectors): (vectors + query * dimensions, -1, query)
      case .rows(let list): (rows + Int(list[query]) * dimensions, Int(list[query]), query)
      }
    } to: {
      (index + $0 * k, distance + $0 * k)
    }
  }

  /// `search` of every row: `[self.count, k]`. Asked in the order of memory.
  public func graph(
    k: Int, parallel: Parallel, index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>,
    progress: (Double) throws -> Void = { _ in }
  ) throws {
    let piece = 8_192  // about half a second between two chances to cancel
    for first in stride(from: 0, to: count, by: piece) {
      run(min(piece, count - first), k, parallel) { [order, rows, dimensions] i in
        let row = Int(order[first + i])
        return (rows + row * dimensions, row, row)
      } to: {
        (index + $0 * k, distance + $0 * k)
      }
      try progress(Double(min(count, first + piece)) / Double(count))
    }
  }

  /// - Parameters:
  ///   - query: the i-th: its vector, the row that it is or -1, and its place in the answers.
  private func run(
    _ queries: Int, _ k: Int, _ parallel: Parallel, _ query: (Int) -> (UnsafePointer<Float>, Int, Int),
    to place: (Int) -> (UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Float>)
  ) {
    guard queries > 0, k > 0 else { return }
    let chunk = 32
    var lanes: [HNSWLane?] = Array(repeating: nil, count: parallel.lanes)
    lanes.withUnsafeMutableBufferPointer { lanes in
      parallel.run((queries + chunk - 1) / chunk) { lane, unit in
        if lanes[lane] == nil { lanes[lane] = HNSWLane(points: count, stride: points.stride, k: min(k, count)) }
        for i in unit * chunk..<min(queries, (unit + 1) * chunk) {
          let (vector, itself, answer) = query(i)
          let nearest = ask(vector, itself: itself, k: min(k, count), lanes[lane]!)
          let (index, distance) = place(answer)
          nearest.write(index: index, distance: distance, count: k, metric: metric)
        }
      }
    }
  }

  private func ask(_ vector: UnsafePointer<Float>, itself: Int, k: Int, _ lane: HNSWLane) -> NearestRows {
    var nearest = NearestRows(lane.entries.pointer, k: k)
    guard links.entry >= 0 else { return nearest }
    HNSWPoints.shape(vector, dimensions, metric, to: lane.vector.pointer)
    let start = lane.search.descend(to: 0, lane.vector.pointer, points, links)
    let effort = max(settings.effortOfQueries, k + k / 2 + 1)
    lane.search.layer(0, lane.vector.pointer, from: [start], effort: effort, points, links)
    let norm = Distances.dot(vector, vector, count: dimensions)
    // Single precision ranks near ties at random: some more than k are measured exactly.
    for found in lane.search.found.prefix(k + 1 + max(4, k / 4)) {
      let row = Int(order[Int(found.point)])
      guard row != itself else { continue }
      let other = rows + row * dimensions
      let own = metric == .cosine ? Distances.dot(other, other, count: dimensions) : 0
      nearest.offer(metric.square(vector, norm, other, own, count: dimensions), row)
    }
    nearest.sort()
    return nearest
  }
}

/// What one lane needs to ask.
private final class HNSWLane {
  let search: HNSWSearch
  let vector: Buffer<Float>
  let entries: Buffer<NearestRows.Entry>

  init(points: Int, stride: Int, k: Int) {
    search = HNSWSearch(points: points)
    vector = Buffer(stride)
    entries = Buffer(k)
  }
}
