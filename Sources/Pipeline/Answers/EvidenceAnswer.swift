/// How far heat maps of some samples can be believed, as `--json` prints it.
public struct EvidenceAnswer: Encodable, Sendable {
  /// Figures by name, then by sample and target.
  public let figures: [String: [[Double]]]
  /// Curves by name, then by sample, target and step.
  public let curves: [String: [[[Double]]]]
  public let randomization: Double?

  public init(_ maps: HeatMaps) {
    let targets = max(1, maps.targets.count)
    func rows<Value>(_ values: [Value]) -> [[Value]] {
      stride(from: 0, to: values.count, by: targets).map { Array(values[$0..<min($0 + targets, values.count)]) }
    }
    figures = maps.evidence.figures.mapValues(rows)
    curves = maps.evidence.curves.mapValues(rows)
    randomization = maps.evidence.randomization
  }
}
