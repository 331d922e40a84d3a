import Core
import Foundation
import PluginHost
import Store

/// The neighbor graph that a run has stored: it answers the commonest question, what is near one sample, without any plugin.
public struct StoredSimilars: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// The answer to a query, nearest first; nil where the graph cannot give it. Reads one row of the graph.
  public func neighbors(_ query: SimilarsQuery) throws -> [Neighbor]? {
    let (neighbors, distances) = (open.run.path("neighbors.npy"), open.run.path("neighbor_distances.npy"))
    let count = open.rows.count
    guard let seeds = try query.rows(in: open), seeds.count == 1, query.allowed == nil, query.metric == nil,
      // Without a graph, or with one that is damaged, the analyzer answers.
      query.array == nil, let header = try? ArrayFile.header(neighbors), header.shape.count == 2, header.shape[0] == count,
      header.shape[1] >= query.limit, query.limit >= 1
    else { return nil }
    let row = seeds[0]
    let found = zip(
      try ArrayFile.int64s(neighbors, rows: row..<row + 1), try ArrayFile.floats(distances, rows: row..<row + 1))
    return try open.neighbors(found.prefix(query.limit).filter { $0.0 >= 0 && $0.0 < count }.map { (Int($0), Double($1)) })
  }
}

extension OpenRun {
  /// An array of the run by its name, `[samples, d]` float32.
  /// - Throws: `LeapError` that lists those that there are.
  func vectors(named name: String) throws -> Tensor {
    let names = try FileManager.default.contentsOfDirectory(atPath: run.directory).filter { $0.hasSuffix(".npy") }.filter {
      file in
      // A file that is no array is none to choose.
      guard let header = try? ArrayFile.header(run.path(file)) else { return false }
      return header.dtype == .float32 && header.shape.count == 2 && header.shape[0] == rows.count
    }.map { String($0.dropLast(4)) }.sorted()
    guard names.contains(name) else {
      throw LeapError(
        .usage, doing: "finding similars", problem: "\(run.name) has no array '\(name)' with a row of numbers for each sample",
        remedy: "choose from \(names.joined(separator: ", "))")
    }
    return try MappedArray.open(run.path(name + ".npy"))
  }

  /// Rows at their distances, with what is known of each, in the order found.
  func neighbors(_ found: [(row: Int, distance: Double)]) throws -> [Neighbor] {
    zip(found, try labelsAndPredictions(ofRows: found.map(\.row))).map { pair, known in
      Neighbor(
        sample: rows.sample(at: pair.row), row: pair.row, distance: pair.distance, label: known.label,
        prediction: known.prediction)
    }
  }
}
