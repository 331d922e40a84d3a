/// How far each sample's surroundings on a map can be believed.
public enum MapTrust {
  /// True neighbors that are looked for, and places on the map among which they should be.
  public static let sought = 10
  /// Places on the map among which the true neighbors should be.
  public static let near = 30

  /// The share of each sample's 10 nearest neighbors that are among its 30 nearest on the map (ties count as among them); nil
  /// where there are no neighbors.
  ///
  /// - Parameters:
  ///   - map: `[n]`
  ///   - neighbors: `[n, k]`, nearest first, -1 for none; the first 10 of each row are looked at.
  public static func shares(
    _ map: UnsafePointer<SIMD2<Float>>, count n: Int, neighbors: UnsafePointer<Int64>, k: Int, parallel: Parallel
  ) -> [Double?] {
    let tree = PlaneTree(map, count: n)
    let reach = tree.squaredReach(k: near, parallel: parallel)
    return (0..<n).map { i in
      var found = 0, all = 0
      for j in 0..<min(k, sought) where neighbors[i * k + j] >= 0 {
        let d = map[Int(neighbors[i * k + j])] - map[i]
        all += 1
        if (d.y * d.y).addingProduct(d.x, d.x) <= reach.pointer[i] { found += 1 }
      }
      return all == 0 ? nil : Double(found) / Double(all)
    }
  }
}
