import Core
import PluginHost

/// The columns that every run has, from the samples' names and inputs.
struct InputColumns {
  private var subset: [String?] = []
  private var index: [Int64?] = []
  private var mean: [Double?] = []
  private var standardDeviation: [Double?] = []
  private var minimum: [Double?] = []
  private var maximum: [Double?] = []
  private var content: [Int64?] = []

  static let content = "content"

  /// - Parameters:
  ///   - inputs: `[n, ...]` float32
  ///   - first: the position in `subset` of the first of them.
  mutating func append(_ inputs: Tensor, of subset: String, from first: Int) {
    for row in 0..<inputs.shape[0] {
      let statistics = inputs.statistics(ofRow: row)
      self.subset.append(subset)
      index.append(Int64(first + row))
      mean.append(statistics.mean)
      standardDeviation.append(statistics.standardDeviation)
      minimum.append(statistics.minimum)
      maximum.append(statistics.maximum)
      content.append(Digest.number(of: inputs.bytes(ofRow: row)))
    }
  }

  var all: [BuiltInColumns.Column] {
    [
      BuiltInColumns.column("subset", .string(subset), "the sample's subset"),
      BuiltInColumns.column("index", .int64(index), "the sample's position in its subset"),
      BuiltInColumns.column("input_mean", .float64(mean), "mean of the input's values"),
      BuiltInColumns.column("input_std", .float64(standardDeviation), "standard deviation of the input's values"),
      BuiltInColumns.column("input_min", .float64(minimum), "least of the input's values"),
      BuiltInColumns.column("input_max", .float64(maximum), "largest of the input's values"),
      BuiltInColumns.column(Self.content, .int64(content), "equal for equal inputs: first 8 bytes of their SHA-256"),
    ]
  }
}
