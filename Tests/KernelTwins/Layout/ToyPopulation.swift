import Kernels

/// Samples in well separated groups: group `i % groups` for sample i.
package struct ToyPopulation {
  /// Samples.
  package let count: Int
  /// Features of a sample.
  package let dimensions: Int
  /// Groups, whose centers are far apart.
  package let groups: Int
  /// `[count, dimensions]`
  package let rows: [Float]
  /// `[count, k]`: the nearest others of each sample.
  package let ids: [Int64]
  /// `[count, k]`: how far they are.
  package let distances: [Float]
  /// Neighbors of a sample.
  package let k: Int

  /// A population that depends on the sizes alone.
  package init(count n: Int, groups: Int = 5, dimensions d: Int = 10, k: Int) {
    (count, dimensions, self.groups) = (n, d, groups)
    let noise = randoms(n * d, seed: 11)
    let centers = randoms(groups * d, seed: 12)
    rows = (0..<n * d).map { noise[$0] + 12 * centers[$0 / d % groups * d + $0 % d] }
    self.k = min(k, max(0, n - 1))
    (ids, distances) = Self.nearest(rows, n, d, self.k)
  }

  /// The `k` nearest of each of the rows `[n, d]`, and how far they are.
  package static func nearest(_ rows: [Float], _ n: Int, _ d: Int, _ k: Int) -> ([Int64], [Float]) {
    var ids = [Int64](repeating: -1, count: n * k)
    var distances = [Float](repeating: .infinity, count: n * k)
    rows.withUnsafeBufferPointer { rows in
      let index = NeighborIndex(rows.baseAddress!, count: n, dimensions: d, metric: .l2)
      let all = (0..<n).map(Int64.init)
      all.withUnsafeBufferPointer {
        index.search(.rows($0.baseAddress!), count: n, k: k, allowed: nil, parallel: .serial, index: &ids, distance: &distances)
      }
    }
    return (ids, distances)
  }

  /// `[count]`: places along the two principal axes.
  package func plane(_ parallel: Parallel = .serial) -> [SIMD2<Float>] {
    var places = [SIMD2<Float>](repeating: .zero, count: count)
    PrincipalComponents(rows, count: count, dimensions: dimensions, parallel: parallel)
      .project(rows, count: count, parallel: parallel, to: &places)
    return places
  }

  /// A map by t-SNE, and its divergence.
  package func tsne(_ tsne: TSNE, _ parallel: Parallel = .serial, seed: UInt64 = 1) -> (map: [SIMD2<Float>], divergence: Double) {
    tsne.layout(
      neighbors: ids, distances: distances, count: count, k: k, start: MapStart.tiny(plane(parallel), count: count, seed: seed),
      parallel: parallel
    ) { _, _ in }
  }

  /// A map by UMAP.
  package func umap(_ parallel: Parallel = .serial, seed: UInt64 = 1) -> [SIMD2<Float>] {
    UMAP(neighbors: k, seed: seed).layout(
      neighbors: ids, distances: distances, count: count, k: k, start: MapStart.wide(plane(parallel), count: count, seed: seed),
      parallel: parallel
    ) { _, _ in }
  }

  /// The share of samples (a hundred of them) whose nearest on the map is of their group.
  package func purity(_ map: [SIMD2<Float>]) -> Double {
    let asked = stride(from: 0, to: map.count, by: max(1, map.count / 100)).map { $0 }
    let same = asked.count { i in
      var (best, least) = (-1, Float.infinity)
      for j in map.indices where j != i {
        let d = map[i] - map[j]
        let square = d.x * d.x + d.y * d.y
        if square < least { (best, least) = (j, square) }
      }
      return best % groups == i % groups
    }
    return Double(same) / Double(asked.count)
  }
}
