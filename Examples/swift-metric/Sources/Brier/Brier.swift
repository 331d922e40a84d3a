import Glibc
import PluginKit

/// How far the probabilities are from the truth, and which class came second.
final class Brier: MetricPlugin {
  private static let temperature = Option(
    "temperature", .number(above: 0), default: 1, "logits are divided by it before softmax")

  static let manifest = Manifest(
    id: "brier", title: "Brier score", summary: "Squared error of the probabilities, and the runner-up",
    options: OptionTable(temperature))

  let columns = [
    Column("brier", .float64, "sum over classes of (probability - truth) squared, 0 to 2", direction: .down),
    Column("runner_up", .int64, "class with the second-largest logit"),
  ]
  private let temperature: Double

  init(options: OptionValues, call: Call) { temperature = options[Self.temperature] }

  func compute(_ batch: Batch, into table: Table, call: Call) throws {
    guard let logits = batch.logits, logits.shape[1] >= 2 else {
      throw PluginError(.unsupported, "there is no runner-up among fewer than two classes")
    }
    let classes = logits.shape[1]
    var scores = [Double?](repeating: nil, count: batch.count)  // nil is a missing value: no label, no score
    var seconds = [Int?](repeating: nil, count: batch.count)
    for i in 0..<batch.count {
      let row = logits.values[i * classes..<(i + 1) * classes].map(Double.init)
      let order = row.indices.sorted { (row[$1], $0) < (row[$0], $1) }
      seconds[i] = order[1]
      guard let label = batch.labels?.values[i], label >= 0, label < classes else { continue }
      let weights = row.map { exp(($0 - row[order[0]]) / temperature) }
      let sum = weights.reduce(0, +)
      scores[i] = weights.indices.reduce(0) { total, c in
        let error = weights[c] / sum - (c == Int(label) ? 1 : 0)
        return total + error * error
      }
    }
    try table.fill(0, scores)
    try table.fill(1, seconds)
  }
}
