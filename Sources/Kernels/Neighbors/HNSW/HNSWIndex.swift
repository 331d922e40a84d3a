/// Approximate nearest neighbors through a hierarchy of navigable graphs.
///
/// Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable small world
/// graphs" (2018). Same rows, same settings, same links, for any number of lanes. Answers' distances are exact; which rows are
/// found is not certain, and `recall` says how much of the truth a sample of queries found.
public final class HNSWIndex {
  /// Features of a row.
  public let dimensions: Int
  /// What distance is.
  public let metric: NeighborMetric
  /// How the index was built and is asked.
  public let settings: HNSWSettings
  /// Rows that are linked.
  public var count: Int { links.count }
  /// The share of the true `k` nearest that queries found, where it was measured.
  public internal(set) var recall: Double?
  /// Which row each point is.
  private(set) var order: [Int32]
  private(set) var points: HNSWPoints
  private(set) var links: HNSWLinks
  private(set) var rows: UnsafePointer<Float>

  /// - Parameters:
  ///   - rows: `[count, dimensions]`, finite; must stay valid and unchanged as long as the index is used.
  ///   - order: an order of the rows in memory, near ones together; nil: their own.
  ///   - progress: is told how many rows are linked; what it throws ends the work.
  /// - Complexity: O(count log count) distances for rows of bounded intrinsic dimension.
  public init(
    _ rows: UnsafePointer<Float>, count: Int, dimensions: Int, metric: NeighborMetric, settings: HNSWSettings = .init(),
    order: [Int32]? = nil, parallel: Parallel, progress: (Int) throws -> Void = { _ in }
  ) throws {
    self.rows = rows
    self.dimensions = dimensions
    self.metric = metric
    self.settings = settings
    let order = order ?? (0..<Int32(count)).map { $0 }
    self.order = order
    points = order.withUnsafeBufferPointer {
      HNSWPoints(rows, order: $0, dimensions: dimensions, metric: metric, parallel: parallel)
    }
    links = HNSWLinks(levels: HNSWLinks.levels(of: 0..<count, settings), degree: settings.links)
    try HNSWInsertion(points: points, links: links, settings: settings, parallel: parallel)
      .insert(0..<count, progress: progress)
  }

  init(
    _ rows: UnsafePointer<Float>, order: [Int32], dimensions: Int, metric: NeighborMetric, settings: HNSWSettings,
    links: HNSWLinks, recall: Double?, parallel: Parallel
  ) {
    self.rows = rows
    self.order = order
    self.dimensions = dimensions
    self.metric = metric
    self.settings = settings
    self.links = links
    self.recall = recall
    points = order.withUnsafeBufferPointer {
      HNSWPoints(rows, order: $0, dimensions: dimensions, metric: metric, parallel: parallel)
    }
  }

  /// Links more rows.
  /// - Parameter rows: `[total, dimensions]`: those of before, unchanged, and behind them the new ones.
  public func add(
    _ rows: UnsafePointer<Float>, total: Int, parallel: Parallel, progress: (Int) throws -> Void = { _ in }
  ) throws {
    let before = count
    guard total > before else { return }
    self.rows = rows
    order += (Int32(before)..<Int32(total)).map { $0 }
    points = order.withUnsafeBufferPointer {
      HNSWPoints(rows, order: $0, dimensions: dimensions, metric: metric, parallel: parallel)
    }
    links = links.grown(by: HNSWLinks.levels(of: before..<total, settings))
    recall = nil
    try HNSWInsertion(points: points, links: links, settings: settings, parallel: parallel)
      .insert(before..<total, progress: progress)
  }
}

/// How an approximate index is built and asked. Names are those of the paper.
public struct HNSWSettings: Equatable, Sendable {
  /// M: links that a new point makes on each level. The lowest level holds at most twice as many, others at most M.
  public var links: Int
  /// efConstruction: candidates that a new point's links are chosen from.
  public var effortOfBuilding: Int
  /// ef: candidates that a query keeps.
  public var effortOfQueries: Int
  /// Decides levels and the order of linking.
  public var seed: UInt64

  /// The properties of the same names; defaults suit some hundreds of thousands of rows.
  public init(links: Int = 16, effortOfBuilding: Int = 100, effortOfQueries: Int = 64, seed: UInt64 = 1) {
    self.links = links
    self.effortOfBuilding = effortOfBuilding
    self.effortOfQueries = effortOfQueries
    self.seed = seed
  }
}

extension HNSWIndex {
  /// Measures `recall`: the share of the true `k` nearest among what was found, over at most 500 rows spread evenly. Rows as
  /// near as the k-th count as true.
  ///
  /// - Parameters: `index` and `distance` `[count, k]`, as from `graph`.
  public func measureRecall(
    of index: UnsafePointer<Int64>, _ distance: UnsafePointer<Float>, k: Int, against exact: NeighborIndex, parallel: Parallel
  ) {
    let sampled = min(count, 500)
    let rows = (0..<sampled).map { Int64($0 * count / sampled) }
    var truth = [Int64](repeating: -1, count: sampled * k)
    var distances = [Float](repeating: .infinity, count: sampled * k)
    rows.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      exact.search(
        .rows(start), count: sampled, k: k, allowed: nil, parallel: parallel, index: &truth, distance: &distances)
    }
    var (hits, all) = (0, 0)
    for (i, row) in rows.enumerated() {
      let wanted = (0..<k).filter { truth[i * k + $0] >= 0 }.count
      guard wanted > 0 else { continue }
      let farthest = distances[i * k + wanted - 1]
      all += wanted
      for j in 0..<wanted where index[Int(row) * k + j] >= 0 && distance[Int(row) * k + j] <= farthest { hits += 1 }
    }
    recall = all == 0 ? 1 : Double(hits) / Double(all)
  }
}
