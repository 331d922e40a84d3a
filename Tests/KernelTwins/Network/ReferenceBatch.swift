import Kernels

/// Batch normalization of a whole batch [n][channels * pixels], from its definition.
struct ReferenceBatchNorm {
  let channels: Int
  let pixels: Int
  let epsilon: Double

  /// Mean and biased variance a channel.
  func moments(_ batch: [[Double]]) -> (mean: [Double], variance: [Double]) {
    let n = Double(batch.count * pixels)
    var mean = [Double](repeating: 0, count: channels), variance = mean
    forEach(batch) { c, v in mean[c] += v / n }
    forEach(batch) { c, v in variance[c] += (v - mean[c]) * (v - mean[c]) / n }
    return (mean, variance)
  }

  func normalized(_ batch: [[Double]], mean: [Double], variance: [Double]) -> [[Double]] {
    batch.map { x in
      x.indices.map { i in
        let c = i / pixels
        return (x[i] - mean[c]) / (variance[c] + epsilon).squareRoot()
      }
    }
  }

  func forward(_ normalized: [[Double]], weight: [Double], bias: [Double]) -> [[Double]] {
    normalized.map { x in x.indices.map { x[$0] * weight[$0 / pixels] + bias[$0 / pixels] } }
  }

  /// Gradients of the input, weight and bias. With `isTraining` mean and variance are functions of the batch.
  func backward(
    _ g: [[Double]], normalized: [[Double]], variance: [Double], weight: [Double], isTraining: Bool
  ) -> ([[Double]], [Double], [Double]) {
    let n = Double(g.count * pixels)
    var sum = [Double](repeating: 0, count: channels), product = sum
    for (gs, xs) in zip(g, normalized) {
      for i in gs.indices {
        sum[i / pixels] += gs[i]
        product[i / pixels] += gs[i] * xs[i]
      }
    }
    let dx = zip(g, normalized).map { gs, xs in
      gs.indices.map { i -> Double in
        let c = i / pixels
        let s = weight[c] / (variance[c] + epsilon).squareRoot()
        return isTraining ? s * (gs[i] - sum[c] / n - xs[i] * product[c] / n) : s * gs[i]
      }
    }
    return (dx, product, sum)
  }

  private func forEach(_ batch: [[Double]], _ body: (Int, Double) -> Void) {
    for x in batch { for i in x.indices { body(i / pixels, x[i]) } }
  }
}

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
