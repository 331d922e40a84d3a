import Kernels
import PluginKit

/// Nearest neighbors of some samples.
final class Neighbors {
  let k: Int
  /// `[n, k]`: rows, nearest first, -1 past the last.
  private let ids: UnsafePointer<Int64>
  /// `[n, k]`, infinite past the last.
  private let distances: UnsafePointer<Float>
  /// The share of the true neighbors that a sample of rows has, where the index was approximate.
  let recall: Double?
  /// What they lie in; nil for memory of the host, which stays as long as the population.
  private let memory: (ids: Buffer<Int64>, distances: Buffer<Float>)?

  /// With more samples than this an exact graph takes longer than a person waits.
  private static let large = 200_000

  private init(_ ids: Buffer<Int64>, _ distances: Buffer<Float>, k: Int, recall: Double? = nil) {
    self.k = k
    self.ids = UnsafePointer(ids.pointer)
    self.distances = UnsafePointer(distances.pointer)
    self.recall = recall
    memory = (ids, distances)
  }

  /// Those that another analyzer has found.
  private init(_ shared: SharedNeighbors) {
    k = shared.k
    ids = shared.index.values.baseAddress ?? Samples.nowhere()
    distances = shared.distance.values.baseAddress ?? Samples.nowhere()
    recall = nil
    memory = nil
  }

  /// Lends `ids` and `distances`, `[n, k]`, while `body` runs.
  func withValues<Result>(_ body: (UnsafePointer<Int64>, UnsafePointer<Float>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(ids, distances) }
  }

  /// Room for the neighbors of `count` rows: none yet, infinitely far.
  private static func places(_ count: Int, k: Int) -> (Buffer<Int64>, Buffer<Float>) {
    let (ids, distances) = (Buffer<Int64>(overwritten: count * k), Buffer<Float>(overwritten: count * k))
    ids.pointer.update(repeating: -1, count: count * k)
    distances.pointer.update(repeating: .infinity, count: count * k)
    return (ids, distances)
  }

  /// The first `k` of each of `count` rows; the same memory where there are no more.
  func first(_ k: Int, count: Int) -> Neighbors {
    guard k < self.k else { return self }
    let (ids, distances) = Self.places(count, k: k)
    for i in 0..<count {
      (ids.pointer + i * k).update(from: self.ids + i * self.k, count: k)
      (distances.pointer + i * k).update(from: self.distances + i * self.k, count: k)
    }
    return Neighbors(ids, distances, k: k, recall: recall)
  }

  /// How many of a population are exactly found, for a host that may have them already; nil where it is too large for that.
  static func wish(_ k: Int, count: Int) -> NeighborWish? {
    k > 0 && count <= large ? NeighborWish(k: k, metric: NeighborMetric.l2.rawValue) : nil
  }

  /// The `k` nearest others of each sample, or more: those that another analyzer has found, or else found here, exactly, or for large
  /// populations as far as HNSW finds them.
  /// - Parameter population: whose samples these are, all of them; nil where they are some of it.
  static func graph(
    of samples: Samples, in population: Population?, k: Int, parallel: Parallel, progress: (Double) throws -> Void
  ) throws -> Neighbors {
    if let wish = wish(k, count: samples.count), let shared = population?.neighbors(wish) { return Neighbors(shared) }
    let (ids, distances) = places(samples.count, k: k)
    guard samples.count * k > 0 else { return Neighbors(ids, distances, k: k) }
    let exact = samples.index(parallel)
    guard samples.count > large else {
      try exact.graph(k: k, parallel: parallel, index: ids.pointer, distance: distances.pointer, progress: progress)
      return Neighbors(ids, distances, k: k)
    }
    let index = try HNSWIndex(
      samples.values, count: samples.count, dimensions: samples.dimensions, metric: .l2, order: exact.order,
      parallel: parallel
    ) { try progress(Double($0) / Double(2 * samples.count)) }
    try index.graph(k: k, parallel: parallel, index: ids.pointer, distance: distances.pointer) { try progress((1 + $0) / 2) }
    index.measureRecall(of: ids.pointer, distances.pointer, k: k, against: exact, parallel: parallel)
    return Neighbors(ids, distances, k: k, recall: index.recall)
  }

  /// The `k` nearest rows of the index for each vector, in pieces, so that the search can be canceled.
  /// - Parameter vectors: `[count, d]`, finite.
  static func search(
    _ index: NeighborIndex, _ vectors: UnsafePointer<Float>, count: Int, k: Int, parallel: Parallel,
    progress: () throws -> Void
  ) throws -> Neighbors {
    let (ids, distances) = places(count, k: k)
    guard count * k > 0 else { return Neighbors(ids, distances, k: k) }
    // Some hundred milliseconds each.
    let piece = max(64, min(6144, 100_000_000 / max(1, index.count)))
    for first in stride(from: 0, to: count, by: piece) {
      index.search(
        .vectors(vectors + first * index.dimensions), count: min(piece, count - first), k: k, allowed: nil,
        parallel: parallel, index: ids.pointer + first * k, distance: distances.pointer + first * k)
      try progress()
    }
    return Neighbors(ids, distances, k: k)
  }
}
