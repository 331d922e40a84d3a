import Kernels
import PluginKit

/// Feature vectors of some samples, `[count, dimensions]`.
final class Samples {
  let count: Int
  let dimensions: Int
  let values: UnsafePointer<Float>
  /// Own memory, where the vectors are not all of a tensor.
  private let start: UnsafeMutablePointer<Float>?

  /// - Parameter rows: which; nil or all of them: the tensor's own memory is used.
  init(_ features: TensorView<Float>, _ rows: [Int]?) {
    dimensions = features.shape[1]
    guard let rows, rows.count < features.shape[0] else {
      count = features.shape[0]
      values = features.values.baseAddress ?? Self.nowhere()
      start = nil
      return
    }
    count = rows.count
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count * dimensions))
    for (i, row) in rows.enumerated() {
      for j in 0..<dimensions { memory[i * dimensions + j] = features.values[row * dimensions + j] }
    }
    start = memory
    values = UnsafePointer(memory)
  }

  deinit { start?.deallocate() }

  /// A pointer is needed even where there is nothing to point at; it is not read then.
  static func nowhere<Element>() -> UnsafePointer<Element> { UnsafePointer(bitPattern: 64)! }
}

/// Nearest neighbors: `ids` and `distances` `[n, k]`.
struct Neighbors {
  let k: Int
  var ids: [Int64]
  var distances: [Float]

  /// The first `k` of each row.
  func first(_ k: Int) -> Neighbors {
    guard k < self.k else { return self }
    let n = ids.count / self.k
    var result = Neighbors(k: k, ids: [], distances: [])
    result.ids.reserveCapacity(n * k)
    result.distances.reserveCapacity(n * k)
    for i in 0..<n {
      result.ids.append(contentsOf: ids[i * self.k..<i * self.k + k])
      result.distances.append(contentsOf: distances[i * self.k..<i * self.k + k])
    }
    return result
  }

  /// The `k` nearest rows of the index for each query, in pieces, so that the search can be cancelled.
  /// - Parameter vectors: `[count, d]`, finite; nil: all rows of the index, each without itself.
  static func search(
    _ index: NeighborIndex, _ vectors: UnsafePointer<Float>?, count: Int, k: Int, parallel: Parallel,
    progress: (Double) throws -> Void
  ) throws -> Neighbors {
    var found = Neighbors(
      k: k, ids: [Int64](repeating: -1, count: count * k), distances: [Float](repeating: .infinity, count: count * k))
    guard count * k > 0 else { return found }
    try found.ids.withUnsafeMutableBufferPointer { ids in
      try found.distances.withUnsafeMutableBufferPointer { distances in
        guard let vectors else {
          try index.graph(
            k: k, parallel: parallel, index: ids.baseAddress!, distance: distances.baseAddress!, progress: progress)
          return
        }
        let piece = 6144
        for first in stride(from: 0, to: count, by: piece) {
          let size = min(piece, count - first)
          index.search(
            .vectors(vectors + first * index.dimensions), count: size, k: k, allowed: nil, parallel: parallel,
            index: ids.baseAddress! + first * k, distance: distances.baseAddress! + first * k)
          try progress(Double(first + size) / Double(count))
        }
      }
    }
    return found
  }
}
