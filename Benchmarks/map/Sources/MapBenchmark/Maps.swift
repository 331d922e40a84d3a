import Kernels

/// The steps of a map, each timed by itself.
struct Maps {
  let features: Array2D
  let parallel: Parallel
  private(set) var ids: [Int64] = []
  private(set) var distances: [Float] = []
  private(set) var k = 0

  init(features: Array2D, parallel: Parallel) { (self.features, self.parallel) = (features, parallel) }

  var perplexity: Double { TSNE.perplexity(30, count: features.count) }

  /// Neighbors that a method asks for.
  func neighbors(of method: String) -> Int {
    method == "umap" ? 15 : TSNE.neighbors(perplexity: perplexity, count: features.count)
  }

  private var exact: NeighborIndex {
    NeighborIndex(features.values, count: features.count, dimensions: features.width, metric: .l2, parallel: parallel)
  }

  private mutating func makeRoom(k: Int) {
    self.k = k
    ids = [Int64](repeating: -1, count: features.count * k)
    distances = [Float](repeating: 0, count: features.count * k)
  }

  mutating func connect(k: Int) throws {
    makeRoom(k: k)
    try exact.graph(k: k, parallel: parallel, index: &ids, distance: &distances)
  }

  func linked() throws -> HNSWIndex {
    try HNSWIndex(
      features.values, count: features.count, dimensions: features.width, metric: .l2, order: exact.order, parallel: parallel)
  }

  mutating func connect(k: Int, through index: HNSWIndex) throws {
    makeRoom(k: k)
    try index.graph(k: k, parallel: parallel, index: &ids, distance: &distances)
  }

  /// The share of the true `wanted` nearest of 1,000 rows that the graph has.
  func recall(at wanted: Int) -> Double {
    let asked = (0..<1000).map { Int64($0 * features.count / 1000) }
    var truth = [Int64](repeating: -1, count: 1000 * wanted)
    var distance = [Float](repeating: 0, count: 1000 * wanted)
    asked.withUnsafeBufferPointer {
      exact.search(
        .rows($0.baseAddress!), count: 1000, k: wanted, allowed: nil, parallel: parallel, index: &truth, distance: &distance)
    }
    let found = (0..<1000).reduce(0) { sum, i in
      let row = Int(asked[i]) * k
      return sum + Set(truth[i * wanted..<(i + 1) * wanted]).intersection(ids[row..<row + wanted]).count
    }
    return Double(found) / Double(1000 * wanted)
  }

  func lay(_ method: String, seed: UInt64 = 1) -> (map: [SIMD2<Float>], divergence: Double?) {
    let n = features.count
    var plane = [SIMD2<Float>](repeating: .zero, count: n)
    PrincipalComponents(features.values, count: n, dimensions: features.width, parallel: parallel)
      .project(features.values, count: n, parallel: parallel, to: &plane)
    if method == "umap" {
      let start = MapStart.wide(plane, count: n, seed: seed)
      let map = UMAP(neighbors: k, seed: seed).layout(
        neighbors: ids, distances: distances, count: n, k: k, start: start, parallel: parallel
      ) { _, _ in }
      return (map, nil)
    }
    let tsne = method == "fast" ? TSNE.fast(perplexity: perplexity) : TSNE.standard(perplexity: perplexity)
    let made = tsne.layout(
      neighbors: ids, distances: distances, count: n, k: k, start: MapStart.tiny(plane, count: n, seed: seed), parallel: parallel
    ) { _, _ in }
    return (made.map, made.divergence)
  }

  /// Kullback-Leibler divergence of any map from the exact affinities of this graph; all pairs, no mesh.
  func divergence(of map: [SIMD2<Float>]) -> Double {
    let n = features.count
    let shares = Affinities.conditional(distances, count: n, k: k, perplexity: perplexity, parallel: parallel)
    let graph = SparseRows(
      neighbors: ids, shares: shares.pointer, count: n, k: k, least: 0, union: .sum, parallel: parallel)
    graph.normalize(parallel: parallel)
    return MapDescent(start: map, graph: graph, repulsion: ExactRepulsion(), parallel: parallel).divergence()
  }
}
