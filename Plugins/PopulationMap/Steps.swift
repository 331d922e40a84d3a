import Kernels
import PluginKit

/// The work of one run, with its progress: neighbors take the first part, the layout the rest.
struct Steps {
  let options: Options
  let watch: Watch
  let population: Population
  /// Those that make the map.
  let samples: Samples
  let parallel: Parallel
  /// As far as the number of samples allows.
  let perplexity: Double
  /// Neighbors of each sample that the layout uses.
  let wanted: Int
  private let graphShare = 0.5

  init(options: Options, watch: Watch, population: Population, samples: Samples, parallel: Parallel) {
    (self.options, self.watch, self.samples, self.parallel) = (options, watch, samples, parallel)
    self.population = population
    perplexity = TSNE.perplexity(options.perplexity, count: samples.count)
    wanted = Self.wanted(options, count: samples.count)
  }

  /// Neighbors of each of `count` samples that the layout uses.
  private static func wanted(_ options: Options, count: Int) -> Int {
    switch options.method {
    case .tsne: TSNE.neighbors(perplexity: TSNE.perplexity(options.perplexity, count: count), count: count)
    case .umap: max(0, min(options.neighbors, count - 1))
    case .pca: 0
    }
  }

  /// Neighbors of each of `count` samples that the layout uses or that its trust is measured by.
  static func sought(_ options: Options, count: Int) -> Int {
    max(0, min(count - 1, max(wanted(options, count: count), MapTrust.sought)))
  }

  /// The map, the neighbors in the space of features that it was made of, and its divergence from them.
  func make() throws -> (map: MadeMap, neighbors: Neighbors, divergence: Double?) {
    let n = samples.count
    let components = PrincipalComponents(samples.values, count: n, dimensions: samples.dimensions, parallel: parallel)
    var plane = [SIMD2<Float>](repeating: .zero, count: n)
    plane.withUnsafeMutableBufferPointer {
      guard let target = $0.baseAddress else { return }
      components.project(samples.values, count: n, parallel: parallel, to: target)
    }
    watch.show { plane }
    let graph = try Neighbors.graph(
      of: samples, in: n == population.count ? population : nil, k: Self.sought(options, count: n), parallel: parallel
    ) { try watch.tell($0 * graphShare, "neighbors") }
    let (places, divergence) = try lay(plane, graph.first(wanted, count: n))
    return (MadeMap(samples: samples, components: components, places: places), graph, divergence)
  }

  private func lay(_ plane: [SIMD2<Float>], _ near: Neighbors) throws -> (places: [SIMD2<Float>], divergence: Double?) {
    let n = samples.count
    switch options.method {
    case .pca: return (plane, nil)
    case .tsne:
      let tsne = options.isFast ? TSNE.fast(perplexity: perplexity) : TSNE.standard(perplexity: perplexity)
      let made = try near.withValues { ids, distances in
        try tsne.layout(
          neighbors: ids, distances: distances, count: n, k: near.k,
          start: MapStart.tiny(plane, count: n, seed: options.seed), parallel: parallel
        ) { try report("t-SNE, iteration", $0, of: tsne.iterations, $1) }
      }
      return (made.map, made.divergence)
    case .umap:
      let places = try near.withValues { ids, distances in
        try UMAP(neighbors: near.k, seed: options.seed).layout(
          neighbors: ids, distances: distances, count: n, k: near.k,
          start: MapStart.wide(plane, count: n, seed: options.seed), parallel: parallel
        ) { try report("UMAP, round", $0, of: UMAP.rounds(count: n), $1) }
      }
      return (places, nil)
    }
  }

  private func report(_ what: String, _ done: Int, of total: Int, _ map: () -> [SIMD2<Float>]) throws {
    watch.show(map)
    try watch.tell(graphShare + (1 - graphShare) * Double(done) / Double(total), "\(what) \(done) of \(total)")
  }

  /// Places of the whole population, and its neighbors in the space of features.
  /// - Parameter rows: those of the map's samples.
  func complete(
    _ map: MadeMap, _ neighbors: Neighbors, rows: [Int]
  ) throws -> (places: [SIMD2<Float>], neighbors: Neighbors) {
    let (n, features) = (population.count, population.features)
    if rows.count == n { return (map.places, neighbors) }
    var isMade = [Bool](repeating: false, count: n)
    for row in rows { isMade[row] = true }
    let others = (0..<n).filter { !isMade[$0] }
    let rest = Samples(features, others)
    let placed = try map.place(rest.values, count: rest.count, options.method, parallel: parallel) {
      try watch.tell(1, "placing the other samples")
    }
    var places = [SIMD2<Float>](repeating: .zero, count: n)
    for (i, row) in rows.enumerated() { places[row] = map.places[i] }
    for (i, row) in others.enumerated() { places[row] = placed[i] }
    let all = try Neighbors.graph(
      of: Samples(features, nil), in: population, k: min(n - 1, MapTrust.sought), parallel: parallel
    ) { _ in try watch.tell(1, "neighbors of all samples") }
    return (places, all)
  }
}
