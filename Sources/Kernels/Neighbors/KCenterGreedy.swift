/// Picks rows that cover the others: each time the one that is farthest from all covered so far.
///
/// Gonzalez, "Clustering to minimize the maximum intercluster distance" (1985), at most twice the best radius; as a choice of
/// samples to label: Sener and Savarese, "Active learning for convolutional neural networks: a core-set approach" (2018).
public struct KCenterGreedy {
  /// A row that was picked, and how far it was from cover.
  public struct Pick: Equatable, Sendable {
    /// The number of the row.
    public var row: Int
    /// Its Euclidean distance from the covered rows and the picks before; infinite for a first pick when none is covered.
    public var distance: Double
  }

  private static let chunk = 1024

  /// - Parameters:
  ///   - rows: `[*, dimensions]`, finite.
  ///   - candidates: rows to pick from, each once.
  ///   - covered: rows that need no cover, such as the labeled ones.
  ///   - weights: of the candidates, not negative: a distance counts times its weight; nil: all count alike.
  /// - Returns: at most `count` picks in their order; ties go to the earlier candidate. A first pick without any cover is the
  ///   candidate of the largest weight.
  /// - Complexity: O(candidates dimensions) for each pick, after one search of the nearest covered row.
  public static func pick(
    _ count: Int, of candidates: [Int], covered: [Int], weights: [Double]? = nil, rows: UnsafePointer<Float>, dimensions: Int,
    parallel: Parallel
  ) -> [Pick] {
    guard count > 0, !candidates.isEmpty else { return [] }
    var squares = nearestCovered(candidates, covered, rows, dimensions, parallel)
    var picks: [Pick] = []
    var isPicked = [Bool](repeating: false, count: candidates.count)
    let chunks = (candidates.count + chunk - 1) / chunk
    var best = [(score: Double, at: Int)](repeating: (-1, -1), count: chunks)
    var last: Int?
    while picks.count < min(count, candidates.count) {
      squares.withUnsafeMutableBufferPointer { squares in
        best.withUnsafeMutableBufferPointer { best in
          parallel.run(chunks) { _, unit in
            best[unit] = (-1, -1)
            for i in unit * chunk..<min(candidates.count, (unit + 1) * chunk) where !isPicked[i] {
              if let last {
                let square = Distances.squared(
                  rows + candidates[i] * dimensions, rows + candidates[last] * dimensions, count: dimensions)
                squares[i] = min(squares[i], square)
              }
              let weight = weights?[i] ?? 1
              // Where nothing is covered all are equally far.
              let score = squares[i] == .infinity ? weight : weight * squares[i].squareRoot()
              if score > best[unit].score { best[unit] = (score, i) }
            }
          }
        }
      }
      let winner = best.reduce((score: -1.0, at: -1)) { $1.score > $0.score ? $1 : $0 }
      guard winner.at >= 0 else { break }
      isPicked[winner.at] = true
      picks.append(Pick(row: candidates[winner.at], distance: squares[winner.at].squareRoot()))
      last = winner.at
    }
    return picks
  }

  /// The squared distance of each candidate from the nearest covered row.
  private static func nearestCovered(
    _ candidates: [Int], _ covered: [Int], _ rows: UnsafePointer<Float>, _ d: Int, _ parallel: Parallel
  ) -> [Double] {
    guard !covered.isEmpty else { return Array(repeating: .infinity, count: candidates.count) }
    let gather = { (list: [Int]) in
      let copy = Buffer<Float>(list.count * d)
      for (i, row) in list.enumerated() { (copy.pointer + i * d).update(from: rows + row * d, count: d) }
      return copy
    }
    let (targets, queries) = (gather(covered), gather(candidates))
    let index = NeighborIndex(targets.pointer, count: covered.count, dimensions: d, metric: .l2, parallel: parallel)
    var found = [Int64](repeating: -1, count: candidates.count)
    var distances = [Float](repeating: 0, count: candidates.count)
    index.search(
      .vectors(queries.pointer), count: candidates.count, k: 1, allowed: nil, parallel: parallel, index: &found,
      distance: &distances)
    return candidates.indices.map {
      Distances.squared(queries.pointer + $0 * d, targets.pointer + Int(found[$0]) * d, count: d)
    }
  }
}
