import Kernels

/// The slow twins of UMAP's graph and rounds, in double precision.
package enum FuzzyTwin {
  /// Memberships that sum to log2(k), by bisection.
  /// - Parameter row: distances of a sample's k neighbors, ascending.
  package static func memberships(_ row: [Float]) -> [Double] {
    var (low, high) = (-40.0, 40.0)
    var shares: [Double] = []
    for _ in 0..<100 {
      let b = exponential((low + high) / 2)
      shares = row.map { exponential(-b * Double($0 - row[0])) }
      if shares.reduce(0, +) > logarithm(Double(row.count)) / logarithm(2) {
        low = (low + high) / 2
      } else {
        high = (low + high) / 2
      }
    }
    return shares
  }

  /// The places of all samples after `rounds` rounds from `start`.
  package static func rounds(
    _ toy: ToyPopulation, _ start: [SIMD2<Float>], rounds: Int, seed: UInt64
  ) -> [SIMD2<Double>] {
    let n = toy.count
    let shares = FuzzyGraph.memberships(toy.distances, count: n, k: toy.k, parallel: .serial)
    let graph = SparseRows(
      neighbors: toy.ids, shares: shares.pointer, count: n, k: toy.k, least: 0, union: .probability, parallel: .serial)
    let weights = (0..<graph.starts.pointer[n]).map { graph.values.pointer[$0] }
    let largest = weights.max()!
    let periods = weights.map { w in w / largest * Float(rounds) >= 1 ? 1 / (w / largest) : Float.infinity }
    var due = periods
    var places = start.map { SIMD2(Double($0.x), Double($0.y)) }
    for round in 0..<rounds {
      let old = places
      let key = CounterRandom(seed, 0x756D_6170, UInt64(round)).key
      for i in 0..<n {
        for slot in graph.starts.pointer[i]..<graph.starts.pointer[i + 1] where due[slot] <= Float(round + 1) {
          due[slot] += periods[slot]
          var others = [Int(graph.columns.pointer[slot])]
          let r0 = mix(key &+ UInt64(slot) &* 0xD1B5_4A32_D192_ED03)
          let r1 = mix(r0 &+ 0x9E37_79B9_7F4A_7C15)
          for bits in [r0 & 0xFFFF_FFFF, r0 >> 32, r1 & 0xFFFF_FFFF, r1 >> 32, (r1 &* 0xFF51_AFD7_ED55_8CCD) >> 32] {
            others.append(Int((bits * UInt64(n)) >> 32))
          }
          var move = SIMD2<Double>.zero
          for (number, other) in others.enumerated() {
            let d = places[i] - old[other]
            move += force(d, pulls: number == 0)
          }
          places[i] += move * (1 - Double(round) / Double(rounds))
        }
      }
    }
    return places
  }

  private static func force(_ d: SIMD2<Double>, pulls: Bool) -> SIMD2<Double> {
    let (a, b) = (1.5769434, 0.8950609)
    let square = max((d * d).sum(), 1e-12)
    let power = exponential(b * logarithm(square))
    let size = pulls ? -2 * a * b * power / (square * (1 + a * power)) : 2 * b / ((0.001 + square) * (1 + a * power))
    return (d * size).clamped(lowerBound: SIMD2(repeating: -4), upperBound: SIMD2(repeating: 4))
  }

  private static func mix(_ x: UInt64) -> UInt64 {
    var z = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
