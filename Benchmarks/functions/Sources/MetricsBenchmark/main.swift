// MetricsBenchmark LOGITS LABELS CLASSES: the metrics of all rows of LOGITS (float32) against LABELS (int64), little-endian, row after row.
// Prints one JSON object: for each metric its value and the seconds that it took, and the seconds of the softmax before them.
import Analytics
import Core
import Foundation

let arguments = CommandLine.arguments
let logits = Array(try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
let labels = Array(try Data(contentsOf: URL(fileURLWithPath: arguments[2])))
let classes = Int(arguments[3]) ?? 0
let values = Bytes.floats(logits, at: 0, count: logits.count / 4)
let truths: [Int64?] = Bytes.int64s(labels, at: 0, count: labels.count / 8)

var results: [String: [Double]] = [:]
@MainActor func timed<Value>(_ name: String, _ body: () throws -> Value) rethrows -> Value {
  let start = ContinuousClock.now
  let value = try body()
  results[name] = [(ContinuousClock.now - start) / .seconds(1)]
  return value
}

let outcomes = try timed("softmax") { try Outcomes(logits: values, classes: classes, labels: truths) }
for name in ["accuracy", "balanced-accuracy", "f1-macro", "top-5-accuracy", "log-loss", "auc", "average-precision", "calibration-error"] {
  let metric = try Metric(named: name)
  let value = timed(name) { metric.value(of: outcomes) }
  results[name]?.append(value ?? .nan)
}
print(String(decoding: try JSONEncoder().encode(results), as: UTF8.self))
