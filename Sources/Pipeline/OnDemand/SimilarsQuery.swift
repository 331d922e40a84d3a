import Core
import Foundation
import PluginHost
import Store

/// The samples most like some seeds.
public struct SimilarsQuery: Sendable {
  public enum Seeds: Sendable {
    case samples([SampleID])
    /// `[n, d]` float32 in the space of latent features.
    case vectors(Tensor)
    /// `[n, channels, height, width]` float32, through the run's model first.
    case images(Tensor)
  }
  /// What counts where there are several seeds: the mean, least or largest distance to them.
  public enum Combination: String, Sendable, CaseIterable { case mean, min, max }

  public var seeds: Seeds
  public var combination: Combination
  /// How many to find.
  public var limit: Int
  /// `[samples]`: only among the rows that are true; nil: among all.
  public var allowed: [Bool]?
  /// The analyzer's own where nil.
  public var metric: String?
  /// The array of the run whose rows are compared, `[samples, d]`; the latent features where nil.
  public var array: String?
  public init(
    _ seeds: Seeds, combination: Combination = .mean, limit: Int, allowed: [Bool]? = nil, metric: String? = nil,
    array: String? = nil
  ) {
    self.seeds = seeds
    self.combination = combination
    self.limit = limit
    self.allowed = allowed
    self.metric = metric
    self.array = array
  }
}

/// One sample like the seeds.
public struct Neighbor: Sendable {
  public var sample: SampleID
  public var distance: Double
  public var label: Int?
  public var prediction: Int?
}

extension Session {
  /// Answers a query over the latent features of a run, nearest first, seeds that are samples left out.
  public func similars(_ query: SimilarsQuery, in open: OpenRun) async throws -> [Neighbor] {
    let doing = "finding similars"
    let rows = try query.rows(in: open)
    try query.check(seeds: rows ?? [], in: open, doing)
    if let rows, rows.count == 1, let found = try stored(query, row: rows[0], open) {
      return try open.neighbors(found)
    }
    let analyzer = try await neighborFinder(in: open, array: query.array, doing: doing)
    let seeds = try await seeds(query, rows, in: open)
    let count = rows?.count ?? 1
    let single = count == 1 && !query.hasSeveralVectors
    let found = try await analyzer.neighbors(
      of: seeds, k: single ? query.limit : open.rows.count, allowed: query.allowed, metric: query.metric)
    guard found.rows.allSatisfy({ $0 < open.rows.count }) else {
      throw LeapError(
        .plugin, doing: doing, problem: "plugin '\(analyzer.id)' answered with a row that does not exist",
        remedy: "tell its author")
    }
    if single { return try open.neighbors(zip(found.rows, found.distances).filter { $0.0 >= 0 }.map { (Int($0), Double($1)) }) }
    let combined = Combined(found, rows: open.rows.count, seeds: rows ?? [], query.combination)
    return try open.neighbors(combined.nearest(query.limit))
  }

  private func seeds(_ query: SimilarsQuery, _ rows: [Int]?, in open: OpenRun) async throws -> NeighborSeeds {
    switch query.seeds {
    case .samples: return .rows(rows ?? [])
    case .vectors(let vectors): return .vectors(vectors)
    case .images(let images):
      let model = try await model(of: open.run, dataset: open.dataset)
      let shape = open.dataset.input.shape
      guard Array(images.shape.dropFirst()) == shape else {
        throw LeapError(
          .data, doing: "finding similars of images", problem: "they have shape \(images.shape.dropFirst().map { $0 })",
          remedy: "the model of \(open.run.name) reads \(shape)")
      }
      let said = try await model.predict(images)
      switch query.array {
      case nil, "features": return .vectors(said.features)
      case "logits": return .vectors(said.logits)
      case let other?:
        throw LeapError(
          .usage, doing: "finding similars of images", problem: "the model gives them no '\(other)'",
          remedy: "compare by features or logits")
      }
    }
  }

  /// From the neighbor graph of the run, which needs no plugin; nil where the graph cannot answer.
  private func stored(_ query: SimilarsQuery, row: Int, _ open: OpenRun) throws -> [(row: Int, distance: Double)]? {
    let (neighbors, distances) = (open.run.path("neighbors.npy"), open.run.path("neighbor_distances.npy"))
    guard query.allowed == nil, query.metric == nil, query.array == nil, plugins.added.isEmpty,
      let header = try? ArrayFile.header(neighbors), header.shape.count == 2, header.shape[0] == open.rows.count,
      header.shape[1] >= query.limit
    else { return nil }
    let found = zip(
      try ArrayFile.int64s(neighbors, rows: row..<row + 1), try ArrayFile.floats(distances, rows: row..<row + 1))
    return found.prefix(query.limit).filter { $0.0 >= 0 && $0.0 < open.rows.count }.map { (Int($0), Double($1)) }
  }

  /// The project's last analyzer that finds neighbors, ready to answer: one that the command line adds comes before those of
  /// leap.yaml.
  private func neighborFinder(in open: OpenRun, array: String?, doing: String) async throws -> PluginAnalyzer {
    for plugin in plugins.analyzers.reversed() {
      let analyzer = try await registry.analyzer(plugin)
      guard analyzer.offersNeighbors else { continue }
      var population = try SamplePopulation(of: open.run, open.dataset, in: open.store)
      if let array { population.features = try open.vectors(named: array) }
      try await analyzer.fit(population)
      let path = open.run.path(RunFiles.state(of: plugin.component.id))
      // What was built is of the latent features.
      if array == nil, FileManager.default.fileExists(atPath: path) {
        do {
          try await analyzer.load(fromFile: path)
        } catch let error as LeapError {
          report(.warning("\(path) is of no use (\(error.problem)): its index is built again"))
          // One of other options than leap.yaml has now is sound, and stays with its run.
          if error.kind == .data { try await rebuild(analyzer, path, rows: open.rows.count) }
        }
      }
      return analyzer
    }
    throw LeapError(
      .usage, doing: doing, problem: "no analyzer of the project finds neighbors",
      remedy: "add libSimilars.so to `analyzers` in leap.yaml")
  }

  /// Makes anew what an analyzer keeps; for this session only, where the run's folder cannot be written to.
  private func rebuild(_ analyzer: PluginAnalyzer, _ path: String, rows: Int) async throws {
    _ = try await analyzer.run(count: rows)
    // Who may only read gets the answer all the same.
    if let state = try await analyzer.savedState() { try? writeWhole(state, to: path) }
  }
}

extension SimilarsQuery {
  fileprivate var hasSeveralVectors: Bool {
    switch seeds {
    case .samples: false
    case .vectors(let all), .images(let all): all.shape[0] != 1
    }
  }

  /// Of seeds that are samples, each once.
  fileprivate func rows(in open: OpenRun) throws -> [Int]? {
    guard case .samples(let samples) = seeds else { return nil }
    var seen: Set<Int> = []
    return try samples.map { try open.rows.row(of: $0) }.filter { seen.insert($0).inserted }
  }

  /// Refuses what cannot be answered.
  fileprivate func check(seeds: [Int], in open: OpenRun, _ doing: String) throws {
    let left = Set(seeds)
    let others =
      if let allowed { allowed.indices.count { allowed[$0] && !left.contains($0) } } else { open.rows.count - left.count }
    guard others > 0 else {
      throw LeapError(.usage, doing: doing, problem: "no sample is left to choose from", remedy: "choose a wider filter")
    }
    guard limit >= 1, limit <= others else {
      throw LeapError(
        .usage, doing: doing, problem: "\(limit) similars cannot be had", remedy: "choose --limit from 1 to \(others)")
    }
  }
}

extension OpenRun {
  /// An array of the run by its name, `[samples, d]` float32.
  fileprivate func vectors(named name: String) throws -> Tensor {
    let names = try FileManager.default.contentsOfDirectory(atPath: run.directory).filter { $0.hasSuffix(".npy") }.filter {
      file in
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

  fileprivate func neighbors(_ found: [(row: Int, distance: Double)]) throws -> [Neighbor] {
    zip(found, try truth(ofRows: found.map(\.row))).map { pair, truth in
      Neighbor(sample: rows.sample(at: pair.row), distance: pair.distance, label: truth.label, prediction: truth.prediction)
    }
  }
}
