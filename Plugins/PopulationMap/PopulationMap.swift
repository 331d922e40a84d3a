import Kernels
import PluginKit

/// A map of the population on a plane: samples that are alike for the model lie near each other.
final class PopulationMap: PlacesSamples, WantsNeighbors {
  static let manifest = Manifest(
    id: "population-map", title: "Population map",
    summary: "Lays all samples out on a plane by their latent features: t-SNE, UMAP or PCA, and says how far each can be trusted",
    options: Options.table)

  let columns = [
    Column("map_x", .float64, "place on the population map"),
    Column("map_y", .float64, "place on the population map"),
    Column("map_trust", .float64, "share of its 10 nearest neighbors that are among its 30 nearest on the map", direction: .up),
  ]
  let options: Options
  private(set) var population: Population?
  /// What `run` has made or `load` has read; dropped by `fit`.
  var made: MadeMap?

  init(options: OptionValues, call: Call) { self.options = Options(options) }

  var fitted: (count: Int, dimensions: Int)? { population.map { ($0.count, $0.features.shape[1]) } }

  /// - Throws: `.data` naming the first row with a NaN or an infinity.
  func fit(_ population: Population, call: Call) throws {
    self.population = nil
    made = nil
    if let i = FloatArray.firstNonFinite(population.features.values) {
      let (row, feature) = i.quotientAndRemainder(dividingBy: population.features.shape[1])
      throw PluginError(
        .data,
        "the features of row \(row) cannot be put on a map: feature \(feature) is \(population.features.values[i]); "
          + "the model has probably diverged in training, try a lower learning rate")
    }
    self.population = population
  }

  /// Tensor "map" `[n, 2]` float32, the columns, and a summary.
  func run(columns: Table, results: Sink, call: Call) throws {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    made = nil
    let n = population.count
    let rows = mapRows(of: population) ?? Array(0..<n)
    guard n == 0 || !rows.isEmpty else {
      throw PluginError(.data, "the map is to be made of training samples, and there are none; set 'fit_on' to 'all'")
    }
    let steps = Steps(
      options: options, watch: Watch(call, count: n, rows: rows), population: population,
      samples: Samples(population.features, rows), parallel: Parallel(lanes: call.lanes, run: call.parallel))
    let (map, near, divergence) = try steps.make()
    let (places, neighbors) = try steps.complete(map, near, rows: rows)
    let trust = places.withUnsafeBufferPointer { places in
      neighbors.withValues { ids, _ in
        MapTrust.shares(
          places.baseAddress ?? Samples.nowhere(), count: n, neighbors: ids, k: neighbors.k, parallel: steps.parallel)
      }
    }
    try columns.fill(0, places.map { Double($0.x) })
    try columns.fill(1, places.map { Double($0.y) })
    try columns.fill(2, trust)
    try results.put("map", places.coordinates, shape: [n, 2])
    let summary = Summary(
      options: options, count: n, madeOf: rows.count, perplexity: steps.perplexity, neighbors: steps.wanted,
      divergence: divergence, recall: near.recall, trust: trust)
    try results.put("summary", summary.text)
    made = map
  }

  /// Of a map that training samples make, the neighbors of all tell how far it can be trusted.
  func neighborsWanted(count: Int) -> NeighborWish? {
    Neighbors.wish(
      options.fitsOnTraining ? min(count - 1, MapTrust.sought) : Steps.sought(options, count: count), count: count)
  }

  /// The samples that make the map; nil: all.
  func mapRows(of population: Population) -> [Int]? {
    guard options.fitsOnTraining else { return nil }
    return (0..<population.count).filter { population.states[$0] == Self.training }
  }

  private static let training: UInt8 = 1
}
