/// t-distributed stochastic neighbor embedding.
///
/// van der Maaten, Hinton, "Visualizing Data using t-SNE" (2008), with exact affinities over the nearest neighbors (van der
/// Maaten 2014), repulsion on a mesh (Linderman et al. 2019) and the learning rate of Belkina et al. (2019): the number of
/// samples over the exaggeration.
public struct TSNE: Sendable {
  struct Phase: Sendable {
    var iterations: Int
    var exaggeration: Float
    var momentum: Float
  }

  /// How many neighbors a sample has, softly counted.
  public let perplexity: Double
  /// Affinities below this are left out before they are made symmetric; 0 leaves out none.
  let least: Float
  /// How far the nodes of the mesh for the repulsion are apart, in units of the map.
  let spacing: Float
  let phases: [Phase]

  /// Up to this many samples all pairs are computed.
  private static let exact = 1024

  /// The perplexity that can be had with n samples: a third of the others at most.
  public static func perplexity(_ wanted: Double, count n: Int) -> Double { max(1, min(wanted, Double(n - 1) / 3)) }

  /// Neighbors that a perplexity asks for.
  public static func neighbors(perplexity: Double, count n: Int) -> Int {
    max(0, min(n - 1, Int((3 * perplexity).rounded(.up))))
  }

  /// - Parameter perplexity: at most a third of the neighbors.
  public static func standard(perplexity: Double) -> TSNE {
    TSNE(
      perplexity: perplexity, least: 0, spacing: 0.4,
      phases: [
        Phase(iterations: 250, exaggeration: 12, momentum: 0.8), Phase(iterations: 500, exaggeration: 1, momentum: 0.9),
      ])
  }

  /// Less than half the time: weak affinities are left out, and iterations are fewer with more momentum.
  public static func fast(perplexity: Double) -> TSNE {
    TSNE(
      perplexity: perplexity, least: Float(0.12 / perplexity), spacing: 0.5,
      phases: [
        Phase(iterations: 100, exaggeration: 12, momentum: 0.9), Phase(iterations: 300, exaggeration: 1, momentum: 0.9),
      ])
  }

  /// Iterations of a layout, those of all phases.
  public var iterations: Int { phases.reduce(0) { $0 + $1.iterations } }

  /// A map of n samples and its divergence from the affinities that were kept.
  ///
  /// - Parameters:
  ///   - neighbors, distances: `[n, k]`, ascending, all there.
  ///   - start: `[n]`, from `MapStart.tiny`.
  ///   - progress: told after each iteration how many are done, and how to get the map of that moment; what it throws ends
  ///     the layout.
  /// - Complexity: O(n k + m² log m) an iteration, with m the map's extent over the mesh's spacing.
  public func layout(
    neighbors: UnsafePointer<Int64>, distances: UnsafePointer<Float>, count n: Int, k: Int, start: [SIMD2<Float>],
    parallel: Parallel, progress: (_ done: Int, _ map: () -> [SIMD2<Float>]) throws -> Void
  ) rethrows -> (map: [SIMD2<Float>], divergence: Double) {
    guard n > 1, k > 0 else { return (start.map { _ in .zero }, 0) }
    let graph: SparseRows
    do {
      let shares = Affinities.conditional(distances, count: n, k: k, perplexity: perplexity, parallel: parallel)
      graph = SparseRows(
        neighbors: neighbors, shares: shares.pointer, count: n, k: k, least: least, union: .sum, parallel: parallel)
      graph.normalize(parallel: parallel)
    }
    let repulsion: any Repulsion = n <= Self.exact ? ExactRepulsion() : MeshRepulsion(spacing: spacing)
    let descent = MapDescent(start: start, graph: graph, repulsion: repulsion, parallel: parallel)
    descent.reorder()
    var done = 0
    for (number, phase) in phases.enumerated() {
      let rates = MapDescent.Rates(
        exaggeration: phase.exaggeration, learning: Float(n) / phase.exaggeration, momentum: phase.momentum)
      descent.rest()
      for iteration in 1...phase.iterations {
        descent.iterate(rates)
        done += 1
        try progress(done) { descent.map }
        if number == 0 && (iteration == 60 || iteration == phase.iterations) { descent.reorder() }
      }
    }
    return (descent.map, descent.divergence())
  }
}
