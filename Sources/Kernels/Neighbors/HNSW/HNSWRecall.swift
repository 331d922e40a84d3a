extension HNSWIndex {
  /// Measures `recall`: the share of the true `k` nearest among what was found, over at most 500 rows spread evenly. Rows as
  /// near as the k-th count as true.
  ///
  /// - Parameters: `index` and `distance` `[count, k]`, as from `graph`.
  public func measureRecall(
    of index: UnsafePointer<Int64>, _ distance: UnsafePointer<Float>, k: Int, against exact: NeighborIndex, parallel: Parallel
  ) {
    let sampled = min(count, 500)
    let rows = (0..<sampled).map { Int64($0 * count / sampled) }
    var truth = [Int64](repeating: -1, count: sampled * k)
    var distances = [Float](repeating: .infinity, count: sampled * k)
    rows.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      exact.search(
        .rows(start), count: sampled, k: k, allowed: nil, parallel: parallel, index: &truth, distance: &distances)
    }
    var (hits, all) = (0, 0)
    for (i, row) in rows.enumerated() {
      let wanted = (0..<k).filter { truth[i * k + $0] >= 0 }.count
      guard wanted > 0 else { continue }
      let farthest = distances[i * k + wanted - 1]
      all += wanted
      for j in 0..<wanted where index[Int(row) * k + j] >= 0 && distance[Int(row) * k + j] <= farthest { hits += 1 }
    }
    recall = all == 0 ? 1 : Double(hits) / Double(all)
  }
}
