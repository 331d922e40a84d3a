/// A picture out of focus: what is left of it when its detail is gone.
public enum GaussianBlur {
  /// Weights from the middle outwards to three standard deviations, with sum 1 over both sides.
  public static func weights(sigma: Float) -> [Float] {
    guard sigma > 0 else { return [1] }
    let radius = max(1, Int((3 * sigma).rounded(.up)))
    let raw = (0...radius).map { exponential(-0.5 * (Double($0) / Double(sigma)) * (Double($0) / Double(sigma))) }
    let total = raw[0] + 2 * raw.dropFirst().reduce(0, +)
    return raw.map { Float($0 / total) }
  }

  /// Both axes one after the other; pixels outside repeat the edge, so a constant picture stays as it is.
  ///
  /// - Parameters:
  ///   - input, output: `[height, width]`, not the same memory
  ///   - weights: as `weights(sigma:)` gives them
  ///   - scratch: `[height, width]`
  public static func apply(
    _ input: UnsafePointer<Float>, height: Int, width: Int, weights: [Float], to output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    line(input, count: width, step: 1, lines: height, stride: width, weights, to: scratch)
    line(scratch, count: height, step: width, lines: width, stride: 1, weights, to: output)
  }

  private static func line(
    _ input: UnsafePointer<Float>, count: Int, step: Int, lines: Int, stride: Int, _ weights: [Float],
    to output: UnsafeMutablePointer<Float>
  ) {
    for l in 0..<lines {
      let x = input + l * stride, y = output + l * stride
      for i in 0..<count {
        var sum = weights[0] * x[i * step]
        for k in 1..<max(1, weights.count) {
          sum += weights[k] * (x[max(0, i - k) * step] + x[min(count - 1, i + k) * step])
        }
        y[i * step] = sum
      }
    }
  }
}
