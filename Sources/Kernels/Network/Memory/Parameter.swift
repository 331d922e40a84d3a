/// One trained weight: its PyTorch name and shape, and where its elements lie in the engine's memory.
public struct Parameter: Sendable {
  public let name: String
  public let shape: [Int]
  /// Running statistics of a batch norm: saved, but not trained.
  public let isStatistic: Bool
  /// Its first float in the store; a multiple of 16.
  package let offset: Int
  /// Floats in the store, padding included.
  package let packedCount: Int
  /// For each element in PyTorch's order, its place after `offset`.
  package let places: [Int32]

  public var count: Int { places.count }
}
