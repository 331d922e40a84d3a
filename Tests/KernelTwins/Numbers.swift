import Kernels

/// Numbers in -1..<1 that depend on the seed alone.
package func randoms(_ count: Int, seed: UInt64) -> [Float] {
  let random = CounterRandom(seed)
  return (0..<count).map { 2 * random.uniform(UInt64($0)) - 1 }
}

/// Numbers turned to double precision.
package func doubles(_ values: [Float]) -> [Double] { values.map(Double.init) }

/// The largest difference, as a part of the largest magnitude expected.
package func relativeError(_ got: [Float], _ expected: [Double]) -> Double {
  guard got.count == expected.count else { return .infinity }
  var worst = 0.0, largest = 1e-30
  for (g, e) in zip(got, expected) {
    if !(g.isFinite && e.isFinite) { return .infinity }
    worst = max(worst, abs(Double(g) - e))
    largest = max(largest, abs(e))
  }
  return worst / largest
}

/// The largest difference, as a part of the largest magnitude expected.
package func relativeError(_ got: [Float], _ expected: [Float]) -> Double { relativeError(got, doubles(expected)) }
