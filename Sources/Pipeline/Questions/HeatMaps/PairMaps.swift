import Core
import Foundation
import PluginHost

/// What makes two samples alike for the model.
public struct PairMaps: Sendable {
  public enum Metric: String, Sendable, CaseIterable { case cosine, l2 }
  public struct Contribution: Sendable, Encodable {
    /// Number of a latent feature.
    public var feature: Int
    /// What it adds to the cosine, or takes from the distance, as a share of it.
    public var share: Double
  }

  /// One map of each sample.
  public var first: HeatMaps
  public var second: HeatMaps
  public var metric: Metric
  /// Cosine of the angle between the features, or their distance.
  public var value: Double
  /// Features by how much they count, the most first.
  public var contributions: [Contribution]
}

extension HeatMapQuestions {
  /// Makes for each of two samples a map of what makes it like the other.
  ///
  /// The cosine is explained as a sum over features f_i g_i / (|f| |g|), with both lengths held fixed; of the distance its own
  /// gradient, -(f - g) / |f - g|. Each is a number that is linear in the features of one image, so that every method explains
  /// it.
  public func pair(
    _ pair: (SampleID, SampleID), _ request: HeatMapRequest, metric: PairMaps.Metric, in open: OpenRun
  ) async throws -> PairMaps {
    let source = try await RunImages(session, open)
    let painter = try await painter(of: source, method: request.method)
    let (first, second) = (try await source.batch([pair.0]), try await source.batch([pair.1]))
    let features = [try await painter.model.predict(first.inputs), try await painter.model.predict(second.inputs)].map {
      $0.features.floats.map(Double.init)
    }
    let likeness = Likeness(features[0], features[1], metric)
    let port = painter.model.featuresPort
    func map(_ batch: SampleBatch, _ seed: [Double], _ name: String) async throws -> HeatMaps {
      let values = Tensor(seed.map(Float.init), [1] + painter.model.ports[port].shape)
      return try await painter.paint(batch, [.seed(port: port, values, name: name)], request)
    }
    return PairMaps(
      first: try await map(first, likeness.seeds.0, "like \(pair.1)"),
      second: try await map(second, likeness.seeds.1, "like \(pair.0)"), metric: metric, value: likeness.value,
      contributions: likeness.contributions)
  }
}

/// A likeness of two vectors, and what each of their values adds to it.
struct Likeness {
  let value: Double
  /// Weights of the first vector's values, and of the second's.
  let seeds: ([Double], [Double])
  let contributions: [PairMaps.Contribution]

  init(_ f: [Double], _ g: [Double], _ metric: PairMaps.Metric) {
    precondition(f.count == g.count)
    func length(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let parts: [Double]
    switch metric {
    case .cosine:
      let lengths = length(f) * length(g)
      // Vectors of zeros are like nothing.
      let scale = lengths > 0 ? 1 / lengths : 0
      parts = zip(f, g).map { $0 * $1 * scale }
      value = parts.reduce(0, +)
      seeds = (g.map { $0 * scale }, f.map { $0 * scale })
    case .l2:
      let difference = zip(f, g).map { $0 - $1 }
      value = length(difference)
      let scale = value > 0 ? 1 / value : 0
      parts = difference.map { $0 * $0 * scale }
      seeds = (difference.map { -$0 * scale }, difference.map { $0 * scale })
    }
    let total = value == 0 ? 1 : value
    contributions = parts.enumerated().map { PairMaps.Contribution(feature: $0, share: $1 / total) }
      .sorted { (abs($1.share), $0.feature) < (abs($0.share), $1.feature) }
  }
}
