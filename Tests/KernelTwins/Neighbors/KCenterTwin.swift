import Kernels

/// The slow twin of `KCenterGreedy`: every distance again for each pick.
package func kCenterTwin(
  _ count: Int, of candidates: [Int], covered: [Int], weights: [Double]?, _ cloud: Cloud
) -> [(row: Int, distance: Double)] {
  func distance(_ a: Int, _ b: Int) -> Double {
    zip(cloud.row(a), cloud.row(b)).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }.squareRoot()
  }
  var picks: [(row: Int, distance: Double)] = []
  while picks.count < min(count, candidates.count) {
    let near = covered + picks.map(\.row)
    let open = candidates.indices.filter { i in !picks.contains { $0.row == candidates[i] } }
    let scored = open.map { i -> (Double, Double, Int) in
      let least = near.map { distance(candidates[i], $0) }.min() ?? .infinity
      return ((weights?[i] ?? 1) * (least == .infinity ? 1 : least), least, candidates[i])
    }
    let best = scored.reduce(scored[0]) { $1.0 > $0.0 ? $1 : $0 }
    picks.append((best.2, best.1))
  }
  return picks
}
