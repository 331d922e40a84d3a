/// What makes two samples alike, as `heatmap --pair --json` prints it and the API tells it beside the arrays.
public struct PairAnswer: Encodable, Sendable {
  /// Names of the two samples.
  public let samples: [String]
  public let method: String
  /// The measure of likeness, "cosine" or "l2".
  public let metric: String
  public let value: Double
  /// The features that count most, the first most.
  public let contributions: [PairMaps.Contribution]
  /// The file that was written; nil where none was.
  public let output: String?

  /// - Parameter count: of contributions, at most.
  public init(_ pair: PairMaps, of samples: [String], contributions count: Int, output: String? = nil) {
    self.samples = samples
    method = pair.first.method
    metric = pair.metric.rawValue
    value = pair.value
    contributions = Array(pair.contributions.prefix(count))
    self.output = output
  }
}
