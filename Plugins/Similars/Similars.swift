import Kernels
import PluginKit

/// The nearest samples of a sample, exactly, by the model's latent features.
final class Similars: FindsNeighbors {
  static let manifest = Manifest(
    id: "similars", title: "Similars",
    summary: "Exact nearest neighbors by latent features, and how well they agree with the labels",
    optionsSchema: """
      {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "metric": {
            "type": "string", "enum": ["l2", "cosine"], "default": "l2",
            "description": "Euclidean distance, or 1 - cosine of the angle"
          },
          "k": {
            "type": "integer", "default": 10, "minimum": 1, "maximum": 1000,
            "description": "Neighbors of each sample in the graph of the population"
          }
        }
      }
      """)

  let columns = [
    Column("neighbor_agreement", .float64, "share of its labeled neighbors that have the sample's label", direction: .up),
    Column("neighbor_label", .int64, "most frequent label of its neighbors"),
  ]
  let k: Int
  let metric: NeighborMetric
  private(set) var population: Population?
  /// Made when first asked for; dropped by `fit`.
  private var indexes: [NeighborMetric: NeighborIndex] = [:]

  init(options: JSON, call: Call) throws {
    k = try options.int("k")
    metric = try Self.metric(named: options.string("metric"))
    guard k >= 1, k <= 1000 else { throw PluginError(.argument, "option 'k' is \(k), and must be 1 to 1000") }
  }

  static func metric(named name: String) throws -> NeighborMetric {
    guard let metric = NeighborMetric(rawValue: name) else {
      let known = NeighborMetric.allCases.map(\.rawValue).joined(separator: ", ")
      throw PluginError(.argument, "there is no metric '\(name)'; choose from \(known)")
    }
    return metric
  }

  var fitted: (count: Int, dimensions: Int)? { population.map { ($0.count, $0.features.shape[1]) } }

  /// - Throws: `.data` naming the first row with a NaN or an infinity.
  func fit(_ population: Population, call: Call) throws {
    self.population = nil
    indexes = [:]
    if let i = FloatArray.firstNonFinite(population.features.values) {
      let (row, feature) = i.quotientAndRemainder(dividingBy: population.features.shape[1])
      throw PluginError(
        .data,
        "the features of row \(row) cannot be compared: feature \(feature) is \(population.features.values[i]); "
          + "the model has probably diverged in training, try a lower learning rate")
    }
    self.population = population
  }

  func index(_ metric: NeighborMetric, _ population: Population) -> NeighborIndex {
    if let index = indexes[metric] { return index }
    let features = population.features
    // A pointer is needed even where there is nothing to point at; it is not read then.
    let start = features.values.baseAddress ?? UnsafePointer(bitPattern: 64)!
    let index = NeighborIndex(start, count: population.count, dimensions: features.shape[1], metric: metric)
    indexes[metric] = index
    return index
  }
}
