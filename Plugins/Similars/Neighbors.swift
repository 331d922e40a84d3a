import Kernels
import PluginKit

extension Similars {
  func neighbors(
    _ query: NeighborQuery, index: MutableTensorView<Int64>, distance: MutableTensorView<Float>, call: Call
  ) throws {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    guard query.count > 0 else { return }
    let metric = try query.metric.map(Self.metric(named:)) ?? metric
    let seeds: NeighborIndex.Queries
    switch query.seeds {
    case .rows(let rows): seeds = .rows(rows.baseAddress!)
    case .vectors(let vectors):
      if let i = FloatArray.firstNonFinite(vectors.values) {
        throw PluginError(.argument, "vector \(i / vectors.shape[1]) of the query holds \(vectors.values[i]), which is no place")
      }
      seeds = .vectors(vectors.values.baseAddress ?? UnsafePointer(bitPattern: 64)!)
    }
    try search(
      seeds, count: query.count, k: query.k, allowed: query.allowed?.baseAddress, self.index(metric, population),
      index.values.baseAddress!, distance.values.baseAddress!, call: call, note: nil)
  }

  /// Searches piece by piece, so that it can be cancelled.
  /// - Parameter note: what progress is reported as; nil: none is.
  func search(
    _ seeds: NeighborIndex.Queries, count: Int, k: Int, allowed: UnsafePointer<UInt8>?, _ space: NeighborIndex,
    _ index: UnsafeMutablePointer<Int64>, _ distance: UnsafeMutablePointer<Float>, call: Call, note: String?
  ) throws {
    let piece = 6144
    let parallel = Parallel(lanes: call.lanes) { call.parallel($0, $1) }
    for first in stride(from: 0, to: count, by: piece) {
      let part: NeighborIndex.Queries =
        switch seeds {
        case .vectors(let vectors): .vectors(vectors + first * space.dimensions)
        case .rows(let rows): .rows(rows + first)
        }
      let size = min(piece, count - first)
      space.search(
        part, count: size, k: k, allowed: allowed, parallel: parallel, index: index + first * k, distance: distance + first * k)
      try call.progress(Double(note == nil ? 0 : first + size), of: Double(note == nil ? 0 : count), note ?? "")
    }
  }
}
