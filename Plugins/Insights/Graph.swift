import Kernels
import PluginKit

/// The nearest neighbors of every sample, and what follows from them.
final class Graph {
  let k: Int
  /// `[n, k]`, nearest first.
  let neighbors: [Int64]
  let distances: [Float]
  /// 0 the loneliest, 1 the most crowded sample: rank of the mean distance to the neighbors, equal ones in the middle of theirs.
  let density: [Double?]
  /// Share of the labeled neighbors with the sample's label.
  let agreement: [Double?]
  private let samples: Samples
  /// What another analyzer has found, `k` or more of each.
  private let shared: SharedNeighbors?
  /// Made where a question is not answered by neighbors that are there.
  private var index: NeighborIndex?

  /// Takes over the neighbors that the population has, or finds its own.
  init(_ samples: Samples, of population: Population, k wanted: Int, _ work: Work) throws {
    self.samples = samples
    let k = max(0, min(wanted, samples.count - 1))
    self.k = k
    shared = k > 0 ? population.neighbors(Self.wish(k)) : nil
    var ids = [Int64](repeating: -1, count: samples.count * k)
    var lengths = [Float](repeating: .infinity, count: samples.count * k)
    if let shared {
      for row in 0..<samples.count {
        for j in 0..<k {
          ids[row * k + j] = shared.index.values[row * shared.k + j]
          lengths[row * k + j] = shared.distance.values[row * shared.k + j]
        }
      }
    } else if k > 0 {
      let index = Self.index(of: samples, work)
      self.index = index
      try index.graph(k: k, parallel: work.parallel, index: &ids, distance: &lengths) {
        try work.report(0.5 * $0, "neighbor graph")
      }
    }
    (neighbors, distances) = (ids, lengths)
    density = Self.ranks(lengths, k, samples.count)
    let neighbors = ids
    agreement = (0..<samples.count).map { row in
      guard samples.labels[row] >= 0 else { return nil }
      var (same, known) = (0, 0)
      for j in row * k..<(row + 1) * k {
        let label = samples.labels[Int(neighbors[j])]
        if label >= 0 { known += 1 }
        if label == samples.labels[row] { same += 1 }
      }
      return known == 0 ? nil : Double(same) / Double(known)
    }
  }

  /// What it needs of each sample.
  static func wish(_ k: Int) -> NeighborWish { NeighborWish(k: k, metric: NeighborMetric.l2.rawValue) }

  private static func index(of samples: Samples, _ work: Work) -> NeighborIndex {
    NeighborIndex(
      samples.features, count: samples.count, dimensions: samples.dimensions, metric: .l2, parallel: work.parallel)
  }

  /// The neighbors of a row, nearest first.
  func of(_ row: Int) -> some Sequence<Int> { (row * k..<(row + 1) * k).lazy.map { [neighbors] in Int(neighbors[$0]) } }

  /// Distance to the last neighbor: the local scale. 0 without neighbors.
  func reach(_ row: Int) -> Float { k == 0 ? 0 : distances[(row + 1) * k - 1] }

  /// Distance of each of `rows` to its `rank`th nearest training sample (the first is 1) other than itself.
  func distancesToTraining(_ rows: [Int], rank: Int, _ work: Work) throws -> [Float] {
    var result = [Float](repeating: .infinity, count: rows.count)
    var open: [Int] = []
    for (i, row) in rows.enumerated() {
      if let distance = distanceToTraining(row, rank: rank) { result[i] = distance } else { open.append(i) }
    }
    guard !open.isEmpty else { return result }
    let index = self.index ?? Self.index(of: samples, work)
    self.index = index
    let training = samples.states.map { UInt8($0 == .training ? 1 : 0) }
    let piece = 6144
    for first in stride(from: 0, to: open.count, by: piece) {
      let part = open[first..<min(open.count, first + piece)]
      let queries = part.map { Int64(rows[$0]) }
      var ids = [Int64](repeating: -1, count: part.count * rank)
      var distances = [Float](repeating: .infinity, count: part.count * rank)
      queries.withUnsafeBufferPointer { queries in
        training.withUnsafeBufferPointer { training in
          index.search(
            .rows(queries.baseAddress!), count: part.count, k: rank, allowed: training.baseAddress, parallel: work.parallel,
            index: &ids, distance: &distances)
        }
      }
      for (i, place) in part.enumerated() { result[place] = distances[(i + 1) * rank - 1] }
      try work.report(0.85, "distances from the training samples")
    }
    return result
  }

  /// As far as the neighbors that are there tell; nil where fewer of them than `rank` are training samples.
  private func distanceToTraining(_ row: Int, rank: Int) -> Float? {
    let width = shared?.k ?? k
    var seen = 0
    for j in row * width..<(row + 1) * width {
      guard samples.states[Int(shared?.index.values[j] ?? neighbors[j])] == .training else { continue }
      seen += 1
      if seen == rank { return shared?.distance.values[j] ?? distances[j] }
    }
    return nil
  }

  private static func ranks(_ distances: [Float], _ k: Int, _ n: Int) -> [Double?] {
    guard k > 0 else { return Array(repeating: nil, count: n) }
    let means = (0..<n).map { row in
      var sum: Float = 0
      for j in row * k..<(row + 1) * k { sum += distances[j] }
      return sum
    }
    let order = means.indices.sorted { (means[$0], $0) > (means[$1], $1) }
    var result = [Double?](repeating: nil, count: n)
    var begin = 0
    for end in 1...n where end == n || means[order[end]] != means[order[begin]] {
      for i in begin..<end { result[order[i]] = (Double(begin) + Double(end - 1)) / 2 / Double(n - 1) }
      begin = end
    }
    return result
  }
}
