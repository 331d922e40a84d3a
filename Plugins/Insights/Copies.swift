import Kernels
import PluginKit

/// Samples that are there more than once.
struct Copies {
  enum Basis: String { case content, features }
  /// What exact copies agree in: the input where the host tells its hash, or else the features.
  let basis: Basis
  /// Groups of two and more rows, ascending.
  let exact: [[Int]]
  /// Pairs (a < b) of near copies that are not exact ones.
  let near: [(Int, Int)]

  init(_ samples: Samples, _ graph: Graph, _ options: Options) {
    var keys: [Int64?]?
    for column in samples.columns where column.name == "content" {
      if case .int64(let values) = column.values { keys = (0..<samples.count).map { column.isPresent($0) ? values[$0] : nil } }
    }
    basis = keys == nil ? .features : .content
    exact = keys.map(Self.equal) ?? Self.equalFeatures(samples)
    var group = [Int](repeating: -1, count: samples.count)
    for (number, rows) in exact.enumerated() { for row in rows { group[row] = number } }
    var near: [(Int, Int)] = []
    for row in 0..<samples.count {
      let reach = graph.reach(row)
      for (j, other) in graph.of(row).enumerated() {
        let distance = graph.distances[row * graph.k + j]
        guard distance < Float(options.nearDuplicate) * min(reach, graph.reach(other)) else { continue }
        if group[row] >= 0, group[row] == group[other] { continue }
        // A pair that is seen from both ends counts once.
        if row < other || !graph.of(other).contains(row) { near.append((min(row, other), max(row, other))) }
      }
    }
    self.near = near
  }

  private static func equal(_ keys: [Int64?]) -> [[Int]] {
    let rows = keys.indices.filter { keys[$0] != nil }.sorted { (keys[$0]!, $0) < (keys[$1]!, $1) }
    return groups(rows) { keys[$0] == keys[$1] }
  }

  private static func equalFeatures(_ samples: Samples) -> [[Int]] {
    let d = samples.dimensions
    guard d > 0 else { return [] }
    let hashes = (0..<samples.count).map { row in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      // Adding 0 makes -0 the same as 0.
      for j in 0..<d { hash = (hash ^ UInt64((samples.features[row * d + j] + 0).bitPattern)) &* 0x0000_0100_0000_01B3 }
      return hash
    }
    let rows = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    return groups(rows) { a, b in
      hashes[a] == hashes[b] && (0..<d).allSatisfy { samples.features[a * d + $0] == samples.features[b * d + $0] }
    }
  }

  /// Runs of equal rows in a sorted list, ordered by their first.
  private static func groups(_ rows: [Int], _ areEqual: (Int, Int) -> Bool) -> [[Int]] {
    var groups: [[Int]] = []
    var begin = 0
    for end in 1..<max(2, rows.count + 1) where end >= rows.count || !areEqual(rows[begin], rows[end]) {
      if end - begin > 1, end <= rows.count { groups.append(Array(rows[begin..<end])) }
      begin = end
    }
    return groups.sorted { $0[0] < $1[0] }
  }
}
