import Analytics
import Core
import PluginHost

/// Figures that say how far heat maps can be believed. Empty where they were not asked for, or the method has none.
public struct MapEvidence: Sendable {
  /// One figure a map, `[n * targets]`, by name: "deletion", "insertion", "completeness_gap", "infidelity", "sensitivity".
  public private(set) var figures: [String: [Double]] = [:]
  /// Curves, `[n * targets]` of equal length, by name: "deletion_curve", "insertion_curve".
  public private(set) var curves: [String: [[Double]]] = [:]
  /// Mean rank correlation of maps of the trained model and of one with random weights (Adebayo et al. 2018):
  /// near 1 the method shows the image, not what the model has learned.
  public var randomization: Double?

  /// Images that the randomization check looks at.
  static let randomizationSamples = 16

  /// The figures that evidence consists of.
  public static let figureNames = ["deletion", "insertion", "completeness_gap", "infidelity", "sensitivity"]
  private static let curveNames = ["deletion_curve", "insertion_curve"]

  /// Takes what a visualizer put for a batch.
  mutating func append(_ results: Results, samples: Int, targets: Int, of library: String) throws {
    func wrong(_ name: String, _ problem: String) -> LeapError {
      LeapError(
        .plugin, doing: "taking the evidence of plugin '\(library)'", problem: "tensor '\(name)' \(problem)",
        remedy: "tell its author")
    }
    for (names, rank) in [(Self.figureNames, 2), (Self.curveNames, 3)] {
      for name in names {
        guard let tensor = results.tensors[name] else { continue }
        guard tensor.dtype == .float64, tensor.shape.count == rank, Array(tensor.shape.prefix(2)) == [samples, targets] else {
          throw wrong(name, "is \(tensor.dtype) of shape \(tensor.shape), expected \(samples) samples and \(targets) targets")
        }
        let values = tensor.doubles
        if rank == 2 {
          figures[name, default: []] += values
        } else {
          let length = tensor.shape[2]
          curves[name, default: []] += (0..<samples * targets).map { Array(values[$0 * length..<($0 + 1) * length]) }
        }
      }
    }
  }
}

extension MapEvidence {
  /// This evidence with what a later call about the same maps has found.
  func merging(_ later: MapEvidence) -> MapEvidence {
    var both = self
    both.figures.merge(later.figures) { $1 }
    both.curves.merge(later.curves) { $1 }
    both.randomization = later.randomization ?? randomization
    return both
  }

  /// Joins the evidence of the same images for several targets after each other; only figures that all parts have stay.
  init(joining parts: [(evidence: MapEvidence, targets: Int)], samples: Int) {
    self.init()
    func joined<Value>(_ values: (MapEvidence) -> [String: [Value]]) -> [String: [Value]] {
      let names = parts.first.map {
        values($0.evidence).keys.filter { name in parts.allSatisfy { values($0.evidence)[name] != nil } }
      }
      return Dictionary(
        uniqueKeysWithValues: (names ?? []).map { name in
          let rows = (0..<samples).flatMap { row in
            parts.flatMap { part in (values(part.evidence)[name] ?? [])[row * part.targets..<(row + 1) * part.targets] }
          }
          return (name, rows)
        })
    }
    figures = joined(\.figures)
    curves = joined(\.curves)
  }

  /// The evidence of some of the maps.
  /// - Parameter places: of the maps in `[n * targets]`.
  func ofMaps(_ places: [Int]) -> MapEvidence {
    var part = self
    part.figures = figures.mapValues { all in places.map { all[$0] } }
    part.curves = curves.mapValues { all in places.map { all[$0] } }
    return part
  }
}

extension HeatMapPainter {
  /// The target that the randomization check of a request explains: its first; the prediction stands for all classes.
  func randomizationTarget(of choices: [TargetChoice]) -> TargetChoice {
    guard let first = choices.first, first != .all else { return .prediction }
    return first
  }

  /// See `MapEvidence.randomization`; nil where the model cannot be made anew.
  /// - Parameter request: without evidence.
  func randomization(_ batch: SampleBatch, _ request: HeatMapRequest) async throws -> Double? {
    guard let untrained, !batch.indices.isEmpty else { return nil }
    // What the trained model predicts is explained in both.
    let targets = try await targets(request.targets, of: batch)
    let trained = try await paint(batch, targets, request).maps
    let random = try await paint(batch, targets, request, model: untrained()).maps
    let correlations = batch.indices.indices.map { row in
      rankCorrelation(trained.floats(rows: row..<row + 1), random.floats(rows: row..<row + 1))
    }
    return correlations.reduce(0, +) / Double(correlations.count)
  }
}
