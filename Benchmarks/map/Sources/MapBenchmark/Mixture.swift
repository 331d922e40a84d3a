import Kernels

/// Rows of 100 Gaussian clusters that vary in 20 directions, and a little in all others.
func mixture(count: Int, width: Int, seed: UInt64, parallel: Parallel) -> Array2D {
  let inner = 20, clusters = 100
  // The sum of four uniform numbers, close enough to a normal one; variance 1.
  @Sendable func normal(_ random: CounterRandom, _ i: Int) -> Float {
    var sum: Float = -2
    for j in 0..<4 { sum += random.uniform(UInt64(4 * i + j)) }
    return sum * 1.7320508
  }
  let directions = CounterRandom(seed, 1), centers = CounterRandom(seed, 2)
  let inside = CounterRandom(seed, 3), around = CounterRandom(seed, 4)
  let basis = (0..<inner * width).map { normal(directions, $0) / Float(width).squareRoot() }
  let means = (0..<clusters * inner).map { 3 * normal(centers, $0) }
  let rows = Array2D(count: count, width: width)
  nonisolated(unsafe) let values = rows.values
  let chunk = 1024
  parallel.run((count + chunk - 1) / chunk) { _, unit in
    for i in unit * chunk..<min(count, (unit + 1) * chunk) {
      for j in 0..<width { values[i * width + j] = 0.05 * normal(around, i * width + j) }
      for a in 0..<inner {
        let place = means[i % clusters * inner + a] + normal(inside, i * inner + a)
        for j in 0..<width { values[i * width + j] += place * basis[a * width + j] }
      }
    }
  }
  return rows
}
