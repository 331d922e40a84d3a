/// How an approximate index is built and asked. Names are those of the paper.
public struct HNSWSettings: Equatable, Sendable {
  /// M: links that a new point makes on each level. The lowest level holds at most twice as many, others at most M.
  public var links: Int
  /// efConstruction: candidates that a new point's links are chosen from.
  public var effortOfBuilding: Int
  /// ef: candidates that a query keeps.
  public var effortOfQueries: Int
  public var seed: UInt64

  public init(links: Int = 16, effortOfBuilding: Int = 100, effortOfQueries: Int = 64, seed: UInt64 = 1) {
    self.links = links
    self.effortOfBuilding = effortOfBuilding
    self.effortOfQueries = effortOfQueries
    self.seed = seed
  }
}
