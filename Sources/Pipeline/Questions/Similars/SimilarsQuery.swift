import Core
import PluginHost

/// The samples most like some seeds.
public struct SimilarsQuery: Sendable {
  public enum Seeds: Sendable {
    case samples([SampleID])
    /// Points `[n, d]` float32 in the space of latent features.
    case vectors(Tensor)
    /// Images `[n, channels, height, width]` float32, which go through the run's model first.
    case images(Tensor)
  }
  /// What counts where there are several seeds: the mean, least or largest distance to them.
  public enum Combination: String, Sendable, CaseIterable { case mean, min, max }

  public var seeds: Seeds
  public var combination: Combination
  /// How many to find.
  public var limit: Int
  /// Which rows `[samples]` may be answers; nil: all.
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
  /// The sample's number over all subsets.
  public var row: Int
  public var distance: Double
  public var label: Int?
  public var prediction: Int?
}

extension SimilarsQuery {
  /// How many there are, samples each once.
  var seedCount: Int {
    switch seeds {
    case .samples(let samples): Set(samples).count
    case .vectors(let all), .images(let all): all.shape[0]
    }
  }

  /// The rows of seeds that are samples, each once; nil where seeds are vectors or images.
  func rows(in open: OpenRun) throws -> [Int]? {
    guard case .samples(let samples) = seeds else { return nil }
    var seen: Set<Int> = []
    return try samples.map { try open.rows.row(of: $0) }.filter { seen.insert($0).inserted }
  }

  /// Refuses what cannot be answered.
  func check(seeds: [Int], in open: OpenRun, _ doing: String) throws {
    guard seedCount > 0 else {
      throw LeapError(.usage, doing: doing, problem: "there is nothing to be like", remedy: "name a sample, a vector or an image")
    }
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
