import Kernels
import PluginKit

/// The nearest samples of a sample by the model's latent features: exactly, or for large populations through HNSW.
final class Similars: FindsNeighbors {
  let columns = [
    Column("neighbor_agreement", .float64, "share of its labeled neighbors that have the sample's label", direction: .up),
    Column("neighbor_label", .int64, "most frequent label of its neighbors"),
  ]
  let options: Options
  private(set) var population: Population?
  /// Of the population with the own metric; nil before `run` or `load`.
  var graph: StoredGraph?
  /// The same, where the population is large.
  var approximate: HNSWIndex?
  /// Made when first asked for; dropped by `fit`.
  private var exact: [NeighborMetric: NeighborIndex] = [:]

  init(options: OptionValues, call: Call) { self.options = Options(options) }

  var fitted: (count: Int, dimensions: Int)? { population.map { ($0.count, $0.features.shape[1]) } }

  /// - Throws: `.data` naming the first row with a NaN or an infinity.
  func fit(_ population: Population, call: Call) throws {
    self.population = nil
    (graph, approximate, exact) = (nil, nil, [:])
    if let i = FloatArray.firstNonFinite(population.features.values) {
      let (row, feature) = i.quotientAndRemainder(dividingBy: population.features.shape[1])
      throw PluginError(
        .data,
        "the features of row \(row) cannot be compared: feature \(feature) is \(population.features.values[i]); "
          + "the model has probably diverged in training, try a lower learning rate")
    }
    self.population = population
  }

  func fittedPopulation() throws -> Population {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    return population
  }

  func exactIndex(_ metric: NeighborMetric, _ population: Population, call: Call) -> NeighborIndex {
    if let index = exact[metric] { return index }
    let index = NeighborIndex(
      population.rows, count: population.count, dimensions: population.features.shape[1], metric: metric,
      parallel: call.spread)
    exact[metric] = index
    return index
  }
}

extension Population {
  /// `[count, d]`. A pointer is needed even where there is nothing to point at; it is not read then.
  var rows: UnsafePointer<Float> { features.values.baseAddress ?? UnsafePointer(bitPattern: 64)! }
}

extension Call {
  /// The host's threads, for as long as the call runs.
  var spread: Parallel { Parallel(lanes: lanes, run: parallel) }
}
