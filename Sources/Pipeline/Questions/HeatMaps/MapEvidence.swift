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

extension HeatMapPainter {
  /// See `MapEvidence.randomization`; nil where the model cannot be made anew.
  func randomization(_ batch: SampleBatch, _ request: HeatMapRequest, method: String) async throws -> Double? {
    guard let untrained, !batch.indices.isEmpty else { return nil }
    var plain = request
    plain.evidence = false
    // What the trained model predicts is explained in both.
    let choice: TargetChoice = request.targets == .all ? .prediction : request.targets
    let predicted = try await model.predict(batch.inputs).logits
    let classes = (0..<batch.indices.count).map { Prediction(logits: predicted.floats(rows: $0..<$0 + 1), label: -1).predicted }
    let targets = try choice.targets(model.ports, predicted: classes)
    let trained = try await paint(batch, targets, plain, method: method, model: model).maps
    let random = try await paint(batch, targets, plain, method: method, model: untrained()).maps
    let correlations = batch.indices.indices.map { row in
      rankCorrelation(trained.floats(rows: row..<row + 1), random.floats(rows: row..<row + 1))
    }
    return correlations.reduce(0, +) / Double(correlations.count)
  }
}
