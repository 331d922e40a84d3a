import Kernels
import PluginKit

/// The work of one run, with its progress: neighbors take the first part, the layout the rest.
struct Steps {
  let options: Options
  let call: Call
  /// Those that make the map.
  let samples: Samples
  /// Whether they are the whole population.
  let whole: Bool
  let parallel: Parallel
  private let graphShare = 0.5

  init(options: Options, call: Call, samples: Samples, whole: Bool) {
    self.options = options
    self.call = call
    self.samples = samples
    self.whole = whole
    parallel = Parallel(lanes: call.lanes) { call.parallel($0, $1) }
  }

  func make() throws -> MadeMap {
    let n = samples.count
    let index = NeighborIndex(samples.values, count: n, dimensions: samples.dimensions, metric: .l2, parallel: parallel)
    let perplexity = TSNE.perplexity(options.perplexity, count: n)
    let wanted =
      switch options.method {
      case .tsne: TSNE.neighbors(perplexity: perplexity, count: n)
      case .umap: max(0, min(options.neighbors, n - 1))
      case .pca: 0
      }
    let graph = try Neighbors.search(
      index, nil, count: n, k: max(0, min(n - 1, max(wanted, MapTrust.sought))), parallel: parallel
    ) { try call.progress($0 * graphShare, of: 1, "neighbors") }
    let components = PrincipalComponents(samples.values, count: n, dimensions: samples.dimensions, parallel: parallel)
    var plane = [SIMD2<Float>](repeating: .zero, count: n)
    plane.withUnsafeMutableBufferPointer {
      guard let target = $0.baseAddress else { return }
      components.project(samples.values, count: n, parallel: parallel, to: target)
    }
    try call.progress(graphShare, of: 1, "principal components")
    var map = MadeMap(
      samples: samples, index: index, components: components, places: plane, neighbors: graph, perplexity: perplexity,
      used: wanted, divergence: nil)
    let near = graph.first(wanted)
    switch options.method {
    case .pca: break
    case .tsne:
      let tsne = options.isFast ? TSNE.fast(perplexity: perplexity) : TSNE.standard(perplexity: perplexity)
      let start = MapStart.tiny(plane, count: n, seed: options.seed)
      let made = try tsne.layout(
        neighbors: near.ids, distances: near.distances, count: n, k: near.k, start: start, parallel: parallel
      ) { try report("t-SNE, iteration", $0, of: tsne.iterations) }
      (map.places, map.divergence) = (made.map, made.divergence)
    case .umap:
      let start = MapStart.wide(plane, count: n, seed: options.seed)
      map.places = try UMAP(neighbors: near.k, seed: options.seed).layout(
        neighbors: near.ids, distances: near.distances, count: n, k: near.k, start: start, parallel: parallel
      ) { try report("UMAP, round", $0, of: UMAP.rounds(count: n)) }
    }
    return map
  }

  private func report(_ what: String, _ done: Int, of total: Int) throws {
    let share = graphShare + (1 - graphShare) * Double(done) / Double(total)
    try call.progress(share, of: 1, "\(what) \(done) of \(total)")
  }

  /// Places of the whole population, and its neighbors in the space of features.
  /// - Parameter rows: those of the map's samples.
  func complete(
    _ map: MadeMap, rows: [Int], of features: TensorView<Float>
  ) throws -> (places: [SIMD2<Float>], neighbors: Neighbors) {
    if whole { return (map.places, map.neighbors) }
    let n = features.shape[0]
    var isMade = [Bool](repeating: false, count: n)
    for row in rows { isMade[row] = true }
    let others = (0..<n).filter { !isMade[$0] }
    let rest = Samples(features, others)
    let placed = try map.place(rest.values, count: rest.count, options.method, parallel: parallel) {
      try call.progress(1, of: 1, "placing the other samples")
    }
    var places = [SIMD2<Float>](repeating: .zero, count: n)
    for (i, row) in rows.enumerated() { places[row] = map.places[i] }
    for (i, row) in others.enumerated() { places[row] = placed[i] }
    let all = Samples(features, nil)
    let index = NeighborIndex(all.values, count: n, dimensions: all.dimensions, metric: .l2, parallel: parallel)
    let neighbors = try Neighbors.search(index, nil, count: n, k: min(n - 1, MapTrust.sought), parallel: parallel) { _ in
      try call.progress(1, of: 1, "neighbors of all samples")
    }
    return (places, neighbors)
  }
}
