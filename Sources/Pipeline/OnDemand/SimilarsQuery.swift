import Core
import PluginHost
import Store

/// The samples most like one sample.
public struct SimilarsQuery: Sendable {
  public var sample: SampleID
  /// How many to find.
  public var limit: Int
  /// Only among the samples of this subset.
  public var subset: String?
  /// The analyzer's own where nil.
  public var metric: String?
  public init(sample: SampleID, limit: Int, subset: String? = nil, metric: String? = nil) {
    self.sample = sample
    self.limit = limit
    self.subset = subset
    self.metric = metric
  }
}

/// One sample like the query.
public struct Neighbor: Sendable {
  public var sample: SampleID
  public var distance: Double
  public var label: Int?
  public var prediction: Int?
}

extension Session {
  /// Answers a query over the latent features of a run, nearest first, the query itself left out.
  public func similars(_ query: SimilarsQuery, in open: OpenRun) async throws -> [Neighbor] {
    let doing = "finding similars of \(query.sample)"
    let row = try open.rows.row(of: query.sample)
    var others = open.rows.count - 1
    var allowed: [Bool]?
    if let subset = query.subset {
      guard let range = open.rows.range(of: subset) else {
        throw LeapError(
          .usage, doing: doing, problem: "there is no subset '\(subset)'",
          remedy: "choose from \(open.rows.subsets.map(\.name).joined(separator: ", "))")
      }
      others = range.count - (range.contains(row) ? 1 : 0)
      allowed = (0..<open.rows.count).map { range.contains($0) }
    }
    guard query.limit >= 1, query.limit <= others else {
      throw LeapError(
        .usage, doing: doing, problem: "\(query.limit) similars cannot be had", remedy: "choose --limit from 1 to \(others)")
    }
    let analyzer = try await neighborFinder(doing: doing)
    try await analyzer.fit(try SamplePopulation(of: open.run, open.dataset, in: open.store))
    let found = try await analyzer.neighbors(ofRow: row, k: query.limit, allowed: allowed, metric: query.metric)
    let pairs = zip(found.rows, found.distances).filter { $0.0 >= 0 }
    guard pairs.allSatisfy({ Int($0.0) < open.rows.count }) else {
      throw LeapError(
        .plugin, doing: doing, problem: "plugin '\(analyzer.id)' answered with a row that does not exist",
        remedy: "tell its author")
    }
    let truths = try open.truth(ofRows: pairs.map { Int($0.0) })
    return zip(pairs, truths).map { pair, truth in
      Neighbor(
        sample: open.rows.sample(at: Int(pair.0)), distance: Double(pair.1), label: truth.label, prediction: truth.prediction)
    }
  }

  /// The project's last analyzer that finds neighbors: one that the command line adds comes before those of leap.yaml.
  private func neighborFinder(doing: String) async throws -> PluginAnalyzer {
    for plugin in plugins.analyzers.reversed() {
      let analyzer = try await registry.analyzer(plugin)
      if analyzer.offersNeighbors { return analyzer }
    }
    throw LeapError(
      .usage, doing: doing, problem: "no analyzer of the project finds neighbors",
      remedy: "add libSimilars.so to `analyzers` in leap.yaml")
  }
}
