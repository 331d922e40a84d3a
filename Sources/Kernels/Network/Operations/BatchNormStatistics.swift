/// What batch norm works out once a batch, a channel at a time, in double precision.
extension BatchNorm {
  /// Mean and variance of the batch, and the step of the running statistics.
  func takeBatchStatistics(_ run: Run) {
    let n = Double(run.samples * pixels)
    let unbiased = n > 1 ? n / (n - 1) : 1
    let mean = store.values.pointer + runningMean.offset
    let variance = store.values.pointer + runningVariance.offset
    for c in 0..<weight.packedCount {
      let (sum, squares) = total(c, run.backwardSchedule.chunks)
      let m = sum / n
      let v = max(0, squares / n - m * m)
      set(c, mean: m, variance: v)
      mean[c] += momentum * (Float(m) - mean[c])
      variance[c] += momentum * (Float(v * unbiased) - variance[c])
    }
  }

  func takeRunningStatistics() {
    let mean = store.values.pointer + runningMean.offset
    let variance = store.values.pointer + runningVariance.offset
    for c in 0..<weight.packedCount {
      set(c, mean: Double(mean[c]), variance: Double(variance[c]))
      factor.pointer[c] = scale.pointer[c]
      slope.pointer[c] = 0
      constant.pointer[c] = 0
    }
  }

  private func set(_ c: Int, mean: Double, variance: Double) {
    let gamma = Double(store.values.pointer[weight.offset + c])
    let beta = Double(store.values.pointer[bias.offset + c])
    let i = 1 / (variance + Double(epsilon)).squareRoot()
    inverse.pointer[c] = Float(i)
    offset.pointer[c] = Float(-mean * i)
    scale.pointer[c] = Float(gamma * i)
    shift.pointer[c] = Float(beta - mean * gamma * i)
  }

  /// d bias = sum g, d weight = sum g xhat; in training dx = gamma / sigma * (g - mean(g) - xhat mean(g xhat)).
  func takeGradients(_ run: Run) {
    let n = Double(run.samples * pixels)
    for c in 0..<weight.packedCount {
      let (g, gx) = total(c, run.backwardSchedule.chunks)
      store.gradients.pointer[bias.offset + c] = Float(g)
      store.gradients.pointer[weight.offset + c] = Float(gx)
      guard run.isTraining else { continue }
      let s = Double(scale.pointer[c])
      factor.pointer[c] = Float(s)
      constant.pointer[c] = Float(-s * g / n)
      slope.pointer[c] = Float(-s * gx / n)
    }
  }

  private func total(_ c: Int, _ chunks: Int) -> (Double, Double) {
    var a = 0.0, b = 0.0
    for chunk in 0..<chunks {
      a += sums!.pointer[chunk * 2 * width + c]
      b += sums!.pointer[(chunk * 2 + 1) * width + c]
    }
    return (a, b)
  }
}
