/// Softmax cross-entropy from logits, in double precision.
struct CrossEntropy {
  let classes: Int
  /// PyTorch's: (1 - s) of the target is the label's, s is spread over all classes.
  var smoothing: Double = 0
  /// One factor a class, or nil for 1.
  var weights: [Float]?
  /// What losses are divided by: the sum of the labels' weights, as PyTorch's mean does; 1 for a sample on its own.
  var divisor: Double = 1

  /// The loss, and in `gradient` [classes] its gradient divided by `divisor`; `scratch` is [classes].
  func callAsFunction(
    _ logits: UnsafePointer<Float>, label: Int, gradient: UnsafeMutablePointer<Float>?,
    scratch: UnsafeMutablePointer<Double>
  ) -> Double {
    var top = Double(logits[0])
    for c in 1..<max(1, classes) where Double(logits[c]) > top { top = Double(logits[c]) }
    var sum = 0.0
    for c in 0..<classes {
      scratch[c] = exponential(Double(logits[c]) - top)
      sum += scratch[c]
    }
    let total = top + logarithm(sum)
    let own = (1 - smoothing) * weight(label)
    var loss = own * (total - Double(logits[label]))
    var mass = own
    if smoothing > 0 {
      for c in 0..<classes {
        let a = smoothing / Double(classes) * weight(c)
        mass += a
        loss += a * (total - Double(logits[c]))
      }
    }
    if let gradient {
      for c in 0..<classes {
        var a = c == label ? own : 0
        if smoothing > 0 { a += smoothing / Double(classes) * weight(c) }
        gradient[c] = Float((scratch[c] / sum * mass - a) / divisor)
      }
    }
    return loss
  }

  @inline(__always)
  func weight(_ c: Int) -> Double { weights.map { Double($0[c]) } ?? 1 }
}

/// The class with the largest logit; of equal ones the first.
func largest(_ logits: UnsafePointer<Float>, _ classes: Int) -> Int {
  var best = 0
  for c in 1..<max(1, classes) where logits[c] > logits[best] { best = c }
  return best
}
