import Kernels

/// The mean softmax cross-entropy of a batch and its gradient, as PyTorch defines it with weights and smoothing.
package func referenceCrossEntropy(
  _ logits: [[Double]], labels: [Int], smoothing: Double = 0, weights: [Double]? = nil
) -> (loss: Double, gradient: [[Double]]) {
  let classes = logits.first?.count ?? 0
  let w = weights ?? [Double](repeating: 1, count: classes)
  let divisor = labels.reduce(0) { $0 + w[$1] }
  var loss = 0.0
  var gradient: [[Double]] = []
  for (z, label) in zip(logits, labels) {
    let top = z.max() ?? 0
    let total = z.reduce(0) { $0 + exponential($1 - top) }
    let share = (0..<classes).map { c in
      (c == label ? (1 - smoothing) * w[c] : 0) + smoothing / Double(classes) * w[c]
    }
    let mass = share.reduce(0, +)
    for c in 0..<classes { loss -= share[c] * (z[c] - top - logarithm(total)) / divisor }
    gradient.append((0..<classes).map { (exponential(z[$0] - top) / total * mass - share[$0]) / divisor })
  }
  return (loss, gradient)
}
