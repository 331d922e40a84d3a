import Core
import PluginHost
import Store

/// The samples of a run that are most like others.
public struct SimilarsQuestions: Sendable {
  private let session: Session
  public init(_ session: Session) { self.session = session }

  private static let doing = "finding similars"

  /// Answers a query over the latent features of a run, nearest first, seeds that are samples left out: from what the run has
  /// stored where that is enough, else by the project's analyzer.
  /// - Throws: `LeapError` for a query that no sample can answer, or where no analyzer of the project finds neighbors.
  public func neighbors(_ query: SimilarsQuery, in open: OpenRun) async throws -> [Neighbor] {
    try query.check(seeds: try query.rows(in: open) ?? [], in: open, Self.doing)
    if session.plugins.added.isEmpty, let found = try StoredSimilars(open).neighbors(query) { return found }
    return try await searched(query, in: open)
  }

  /// Finds what `neighbors` finds without a look at what the run has stored: for those who have looked.
  public func searched(_ query: SimilarsQuery, in open: OpenRun) async throws -> [Neighbor] {
    let doing = Self.doing
    let rows = try query.rows(in: open)
    try query.check(seeds: rows ?? [], in: open, doing)
    let analyzer = try await neighborFinder(in: open, array: query.array, doing: doing)
    let seeds = try await seeds(query, rows, in: open)
    func ask(_ seeds: NeighborSeeds, _ k: Int) async throws -> Neighbors {
      let found = try await analyzer.neighbors(of: seeds, k: k, allowed: query.allowed, metric: query.metric)
      guard found.rows.allSatisfy({ $0 < open.rows.count }) else {
        throw LeapError(
          .plugin, doing: doing, problem: "plugin '\(analyzer.id)' answered with a row that does not exist",
          remedy: "tell its author")
      }
      return found
    }
    if query.seedCount == 1 {
      let found = try await ask(seeds, query.limit)
      return try open.neighbors(zip(found.rows, found.distances).filter { $0.0 >= 0 }.map { (Int($0), Double($1)) })
    }
    var combined = CombinedNeighbors(rows: open.rows.count, query.combination)
    for part in seeds.parts(of: Self.seedsAtATime) { combined.add(try await ask(part, open.rows.count)) }
    return try open.neighbors(combined.nearest(query.limit, without: rows ?? []))
  }

  /// Each seed has a distance to every sample: so many of them stay small in memory.
  private static let seedsAtATime = 16

  private func seeds(_ query: SimilarsQuery, _ rows: [Int]?, in open: OpenRun) async throws -> NeighborSeeds {
    switch query.seeds {
    case .samples: return .rows(rows ?? [])
    case .vectors(let vectors): return .vectors(vectors)
    case .images(let images):
      let model = try await session.model(of: open.run, dataset: open.dataset)
      let shape = open.dataset.input.shape
      guard Array(images.shape.dropFirst()) == shape else {
        throw LeapError(
          .data, doing: "finding similars of images", problem: "they have shape \(images.shape.dropFirst().map { $0 })",
          remedy: "the model of \(open.run.name) reads \(shape)")
      }
      let output = try await model.predict(images)
      switch query.array {
      case nil, "features": return .vectors(output.features)
      case "logits": return .vectors(output.logits)
      case let other?:
        throw LeapError(
          .usage, doing: "finding similars of images", problem: "the model gives them no '\(other)'",
          remedy: "compare by features or logits")
      }
    }
  }

  /// The project's last analyzer that finds neighbors, ready to answer.
  private func neighborFinder(in open: OpenRun, array: String?, doing: String) async throws -> PluginAnalyzer {
    if let finder = try await session.analyzer(that: .findsNeighbors, in: open, array: array) { return finder }
    throw LeapError(
      .usage, doing: doing, problem: "no analyzer of the project finds neighbors",
      remedy: "add libSimilars.so to `analyzers` in leap.yaml")
  }
}

extension NeighborSeeds {
  /// The seeds in parts of at most `size`, in order.
  fileprivate func parts(of size: Int) -> [NeighborSeeds] {
    func cut(_ count: Int) -> [Range<Int>] { stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) } }
    return switch self {
    case .rows(let rows): cut(rows.count).map { .rows(Array(rows[$0])) }
    case .vectors(let all): cut(all.shape[0]).map { .vectors(all.rows($0)) }
    }
  }
}
