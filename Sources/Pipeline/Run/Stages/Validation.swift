import Analytics
import Core
import PluginHost

extension StageWork {
  /// Mean loss and accuracy over the validation subsets, nil where there are none.
  func validate(_ model: any ModelRole) async throws -> (Double?, Double?) {
    var (lossSum, correct, seen) = (0.0, 0, 0)
    for (number, subset) in dataset.subsets.enumerated() where subset.state == .validation {
      for low in stride(from: 0, to: subset.count, by: 1000) {
        let rows = (low..<min(low + 1000, subset.count)).map(Int64.init)
        let inputs = Tensor(.float32, [rows.count] + dataset.input.shape)
        let labels = Tensor(.int64, [rows.count])
        let logits = Tensor(.float32, [rows.count, model.classes])
        try await dataset.read(subset: number, rows: rows, inputs: inputs, labels: labels)
        try await model.forward(inputs: inputs, outputs: [(1, logits)])
        for (row, label) in zip(0..., labels.int64s) {
          let prediction = Prediction(logits: logits.floats(rows: row..<row + 1), label: label)
          lossSum += prediction.loss ?? 0
          correct += prediction.rankOfTruth != nil && Int64(prediction.predicted) == label ? 1 : 0
          seen += 1
        }
      }
    }
    return seen == 0 ? (nil, nil) : (lossSum / Double(seen), Double(correct) / Double(seen))
  }
}
