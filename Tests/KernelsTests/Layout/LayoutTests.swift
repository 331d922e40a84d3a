import KernelTwins
import Kernels
import Testing

/// Whole layouts: gradients, groups that stay apart, same bytes for any number of lanes, small and strange populations.
@Suite struct MapLayoutTests {
  /// Of forces on a mesh with spacing 0.4.
  private let meshError = 0.03

  @Test(arguments: [300, 1500]) func gradientIsThatOfTheDivergence(_ n: Int) {
    let toy = ToyPopulation(count: n, k: 12)
    let shares = Affinities.conditional(toy.distances, count: n, k: 12, perplexity: 4, parallel: .serial)
    let graph = SparseRows(
      neighbors: toy.ids, shares: shares.pointer, count: n, k: 12, least: 0, union: .sum, parallel: .serial)
    graph.normalize(parallel: .serial)
    let numbers = randoms(2 * n, seed: 8)
    let places = (0..<n).map { SIMD2(numbers[2 * $0], numbers[2 * $0 + 1]) * 20 }
    let (right, divergence) = MapTwin.descent(places, graph, exaggeration: 12)
    for repulsion in [ExactRepulsion(), MeshRepulsion(spacing: 0.4)] as [any Repulsion] {
      let descent = MapDescent(start: places, graph: graph, repulsion: repulsion, parallel: .serial)
      // The order in memory changes nothing but rounding.
      descent.reorder()
      let got = descent.gradient(exaggeration: 12)
      let error = zip(got, right).reduce(0.0) {
        let d = SIMD2(Double($1.0.x), Double($1.0.y)) - $1.1
        return $0 + (d * d).sum()
      }
      let size = right.reduce(0.0) { $0 + ($1 * $1).sum() }
      #expect((error / size).squareRoot() < (repulsion is ExactRepulsion ? 1e-5 : meshError))
      #expect(abs(descent.divergence() - divergence) < (repulsion is ExactRepulsion ? 1e-5 : meshError))
      #expect(zip(descent.map, places).allSatisfy { $0 == $1 })
    }
  }

  @Test(arguments: [60, 400, 1300]) func groupsStayApart(_ n: Int) {
    let p = TSNE.perplexity(30, count: n / 5)
    let toy = ToyPopulation(count: n, k: TSNE.neighbors(perplexity: p, count: n))
    for tsne in [TSNE.standard(perplexity: p), TSNE.fast(perplexity: p)] {
      let made = toy.tsne(tsne)
      #expect(toy.purity(made.map) == 1, "t-SNE of \(n)")
      #expect(made.divergence.isFinite && made.divergence > 0)
    }
    let near = ToyPopulation(count: n, k: 10)
    #expect(near.purity(near.umap()) == 1, "UMAP of \(n)")
  }

  @Test(arguments: [300, 1300]) func lanesDoNotChangeABit(_ n: Int) {
    let toy = ToyPopulation(count: n, k: 30)
    let standard = toy.tsne(.standard(perplexity: 10)), fast = toy.tsne(.fast(perplexity: 10)), umap = toy.umap()
    let trust = MapTrust.shares(umap, count: n, neighbors: toy.ids, k: 30, parallel: .serial)
    for lanes in [2, 3, 8] {
      let parallel = threads(lanes)
      let again = toy.tsne(.fast(perplexity: 10), parallel)
      #expect(again.map == fast.map && again.divergence == fast.divergence)
      if lanes == 3 { #expect(toy.tsne(.standard(perplexity: 10), parallel).map == standard.map) }
      #expect(toy.umap(parallel) == umap)
      #expect(MapTrust.shares(umap, count: n, neighbors: toy.ids, k: 30, parallel: parallel) == trust)
      #expect(toy.plane(parallel) == toy.plane())
    }
    #expect(toy.tsne(.fast(perplexity: 10), seed: 2).map != fast.map)
    #expect(toy.umap(seed: 2) != umap)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 9]) func fewSamples(_ n: Int) {
    let p = TSNE.perplexity(30, count: n)
    let toy = ToyPopulation(count: max(1, n), groups: 1, k: TSNE.neighbors(perplexity: p, count: n))
    for made in [toy.tsne(.standard(perplexity: p)).map, toy.tsne(.fast(perplexity: p)).map, toy.umap()] {
      #expect(made.count == max(1, n) && made.allSatisfy { $0.x.isFinite && $0.y.isFinite })
      if n > 1 { #expect(Set(made).count == n) }
    }
    #expect(n > 90 || p <= max(1, Double(n - 1) / 3))
    if n == 0 {
      #expect(
        TSNE.standard(perplexity: 1).layout(neighbors: [], distances: [], count: 0, k: 0, start: [], parallel: .serial) { _, _ in
        }
        .map.isEmpty)
    }
  }

  /// All samples equal, and a column that does not vary, beside the mesh and without.
  @Test(arguments: [50, 1100]) func equalSamples(_ n: Int) {
    let rows = [Float](repeating: 3, count: n * 4)
    let (ids, distances) = ToyPopulation.nearest(rows, n, 4, 15)
    let start = MapStart.tiny([SIMD2<Float>](repeating: .zero, count: n), count: n, seed: 1)
    let tsne = TSNE.fast(perplexity: 5).layout(
      neighbors: ids, distances: distances, count: n, k: 15, start: start, parallel: .serial
    ) { _, _ in }
    let umap = UMAP(neighbors: 15, seed: 1).layout(
      neighbors: ids, distances: distances, count: n, k: 15, start: MapStart.wide(start, count: n, seed: 1), parallel: .serial
    ) { _, _ in }
    #expect((tsne.map + umap).allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }

  @Test func aLayoutCanBeStopped() {
    struct Stop: Error {}
    let toy = ToyPopulation(count: 60, k: 15)
    let start = toy.plane()
    #expect(throws: Stop.self) {
      try TSNE.standard(perplexity: 5).layout(
        neighbors: toy.ids, distances: toy.distances, count: 60, k: 15, start: start, parallel: .serial
      ) { done, _ in if done >= 100 { throw Stop() } }
    }
  }

  /// New samples of a group come to rest among the group, wherever the others are; the map is only read.
  @Test func newSamplesJoinTheirGroup() {
    let toy = ToyPopulation(count: 600, k: 30)
    let map = toy.tsne(.fast(perplexity: 10)).map
    let noise = randoms(50 * 10, seed: 77)
    let centers = randoms(5 * 10, seed: 12)
    let fresh = (0..<500).map { i -> Float in
      let group = i / 10 % 5
      return noise[i] + 12 * centers[group * 10 + i % 10]
    }
    var ids = [Int64](repeating: -1, count: 50 * Placement.neighbors)
    var distances = [Float](repeating: 0, count: 50 * Placement.neighbors)
    toy.rows.withUnsafeBufferPointer { rows in
      let index = NeighborIndex(rows.baseAddress!, count: 600, dimensions: 10, metric: .l2)
      fresh.withUnsafeBufferPointer {
        index.search(
          .vectors($0.baseAddress!), count: 50, k: Placement.neighbors, allowed: nil, parallel: .serial, index: &ids,
          distance: &distances)
      }
    }
    var places = [SIMD2<Float>](repeating: .zero, count: 50)
    Placement.place(
      in: map, width: Placement.widthOfTSNE, neighbors: ids, distances: distances, count: 50, k: Placement.neighbors,
      parallel: threads(3), to: &places)
    for i in 0..<50 {
      let nearest = map.indices.min { a, b in
        let (d, e) = (map[a] - places[i], map[b] - places[i])
        return d.x * d.x + d.y * d.y < e.x * e.x + e.y * e.y
      }!
      #expect(nearest % 5 == i % 5)
    }
  }
}
