import Core
import ProjectConfiguration

/// What the words of leap.yaml stand for, over some samples of one subset. Only those that a function needs are there;
/// `index`, `subset` and `count` follow from the rest.
public struct FunctionInputs: Sendable {
  /// One array a sample.
  public struct Arrays: Sendable {
    /// `[n, ...]` of float32.
    public var values: Tensor
    /// Which row belongs to each sample, nil where none does; without it, they go together.
    public var rows: [Int?]?
    public init(_ values: Tensor, rows: [Int?]? = nil) {
      self.values = values
      self.rows = rows
    }
  }

  public let subset: String
  /// Position of each sample in the subset.
  public let indices: [Int64]
  public var arrays: [FunctionWord: Arrays] = [:]
  /// nil where a sample has no such value.
  public var integers: [FunctionWord: [Int64?]] = [:]
  public var floats: [FunctionWord: [Double?]] = [:]
  public var count: Int { indices.count }

  public init(subset: String, indices: [Int64]) {
    self.subset = subset
    self.indices = indices
  }

  func sample(_ row: Int) -> SampleID { SampleID(subset: subset, index: Int(indices[row])) }
}
