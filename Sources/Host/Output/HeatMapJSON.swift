import Pipeline

/// What `heatmap --json` prints.
struct HeatMapJSON: Encodable {
  let samples: [String]
  let method: String
  let layer: String?
  let targets: [String]
  let shape: [Int]
  let output: String
  /// The largest magnitude of all maps.
  let maximum: Double?
  let evidence: EvidenceJSON?
}

/// What `heatmap --pair --json` prints.
struct PairJSON: Encodable {
  let samples: [String]
  let method: String
  let metric: String
  let value: Double
  let contributions: [PairMaps.Contribution]
  let output: String

  init(_ pair: PairMaps, samples: [String], output: String) {
    self.samples = samples
    method = pair.first.method
    metric = pair.metric.rawValue
    value = pair.value
    contributions = Array(pair.contributions.prefix(10))
    self.output = output
  }
}
