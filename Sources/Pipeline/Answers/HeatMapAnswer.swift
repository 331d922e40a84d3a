import PluginHost

/// Heat maps that were written to a file, as `heatmap --json` prints them.
public struct HeatMapAnswer: Encodable, Sendable {
  /// Names of the samples; empty for a subset and for images from outside.
  public let samples: [String]
  public let method: String
  /// The name of the layer as it was asked for; nil: the visualizer's default.
  public let layer: String?
  public let targets: [String]
  /// The shape of what was written, `[samples, targets, height, width]`.
  public let shape: [Int]
  public let output: String
  /// The largest magnitude of what was written; nil where not all of it is at hand.
  public let maximum: Double?
  public let evidence: EvidenceAnswer?

  /// - Parameter values: what was written of the maps.
  public init(
    _ maps: HeatMaps, values: Tensor, of samples: [String], layer: String?, output: String, showsEvidence: Bool
  ) {
    self.samples = samples
    method = maps.method
    self.layer = layer
    targets = maps.targets
    shape = values.shape
    self.output = output
    maximum = Double(values.floats.map(abs).max() ?? 0)
    evidence = showsEvidence ? EvidenceAnswer(maps) : nil
  }

  public init(_ maps: SubsetMaps, layer: String?, output: String) {
    samples = []
    method = maps.method
    self.layer = layer
    targets = maps.targets
    shape = maps.shape
    self.output = output
    maximum = nil
    evidence = nil
  }
}

/// Heat maps of one sample, as the API tells of them beside their arrays: what `HeatMapAnswer` and `EvidenceAnswer` say of many
/// samples, without the level of samples. A figure that is no finite number is null.
public struct SampleMapsAnswer: Encodable, Sendable {
  public let targets: [String]
  public let method: String
  /// Whether a value of the maps is negative.
  public let signed: Bool
  /// Figures by name, then by target.
  public let figures: [String: [Double?]]
  /// Curves by name, then by target and step.
  public let curves: [String: [[Double?]]]
  /// What the check against random weights found; nil, written as null: not asked for, or the model cannot be made anew.
  public let randomization: Double?

  enum CodingKeys: CodingKey { case targets, method, signed, figures, curves, randomization }

  /// Tells of the maps of one sample.
  /// - Precondition: the maps are of one sample.
  public init(_ maps: HeatMaps) {
    precondition(maps.inputs.shape[0] == 1, "maps of \(maps.inputs.shape[0]) samples")
    func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let evidence = EvidenceAnswer(maps)
    targets = maps.targets
    method = maps.method
    signed = maps.maps.floats.contains { $0 < 0 }
    figures = evidence.figures.mapValues { $0.first?.map(known) ?? [] }
    curves = evidence.curves.mapValues { $0.first?.map { $0.map(known) } ?? [] }
    randomization = evidence.randomization.flatMap(known)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(targets, forKey: .targets)
    try container.encode(method, forKey: .method)
    try container.encode(signed, forKey: .signed)
    try container.encode(figures, forKey: .figures)
    try container.encode(curves, forKey: .curves)
    try container.encode(randomization, forKey: .randomization)
  }
}
