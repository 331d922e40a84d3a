import PluginKit

/// The least squares of KernelSHAP with the values' sum given (Covert, Lee 2021, equation 7).
struct ShapleySystem {
  private let size: Int
  /// Lower triangle of the Cholesky factor of the mean outer product of the sets.
  private var factor: [Double]

  /// - Throws: `.argument` where the sets do not tell all superpixels apart.
  init(_ sets: Coalitions) throws {
    let m = sets.players
    size = m
    factor = [Double](repeating: 0, count: m * m)
    for set in 0..<sets.count {
      for i in 0..<m where sets.members[set * m + i] == 1 {
        for j in 0...i where sets.members[set * m + j] == 1 { factor[i * m + j] += 1 / Double(sets.count) }
      }
    }
    for i in 0..<m {
      for j in 0...i {
        var sum = factor[i * m + j]
        for k in 0..<j { sum -= factor[i * m + k] * factor[j * m + k] }
        if i == j {
          guard sum > 1e-12 else {
            throw PluginError(
              .argument, "\(sets.count) coalitions do not tell \(m) superpixels apart; take more coalitions, or fewer cells")
          }
          factor[i * m + i] = sum.squareRoot()
        } else {
          factor[i * m + j] = sum / factor[j * m + j]
        }
      }
    }
  }

  /// - Parameters:
  ///   - sums: the mean over the sets of membership times gain.
  ///   - total: what the values must add up to.
  func values(_ sums: [Double], total: Double) -> [Double] {
    let free = solve(sums), ones = solve([Double](repeating: 1, count: size))
    let excess = (free.reduce(0, +) - total) / ones.reduce(0, +)
    return zip(free, ones).map { $0 - excess * $1 }
  }

  private func solve(_ right: [Double]) -> [Double] {
    var x = right
    for i in 0..<size {
      for k in 0..<i { x[i] -= factor[i * size + k] * x[k] }
      x[i] /= factor[i * size + i]
    }
    for i in (0..<size).reversed() {
      for k in i + 1..<max(i + 1, size) { x[i] -= factor[k * size + i] * x[k] }
      x[i] /= factor[i * size + i]
    }
    return x
  }
}
