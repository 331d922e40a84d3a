import Core
import ProjectConfiguration

/// What the words of leap.yaml stand for, over some samples of one subset. Only those that a function needs are there;
/// `index`, `subset` and `count` follow from the rest.
public struct FunctionInputs: Sendable {
  /// One array for each sample, as rows of one tensor.
  public struct Arrays: Sendable {
    /// The rows `[n, ...]`, float32.
    public var values: Tensor
    /// The row of each sample, nil for a sample without one; without the list, row `i` belongs to sample `i`.
    public var rows: [Int?]?
    /// Takes float32 values `[n, ...]`; `rows` says which row belongs to each sample, nil: row `i` to sample `i`.
    public init(_ values: Tensor, rows: [Int?]? = nil) {
      self.values = values
      self.rows = rows
    }
  }

  /// The name of the subset that all samples belong to.
  public let subset: String
  /// The position of each sample in the subset, from 0.
  public let indices: [Int64]
  /// Arrays by the word of leap.yaml that asks for them, such as `pixels` or `logits`.
  public var arrays: [FunctionWord: Arrays] = [:]
  /// Whole numbers by word, such as `label` or `height`, one a sample; nil where a sample has none.
  public var integers: [FunctionWord: [Int64?]] = [:]
  /// Real numbers by word, such as `loss` in nats, one a sample; nil where a sample has none.
  public var floats: [FunctionWord: [Double?]] = [:]
  /// The number of samples.
  public var count: Int { indices.count }

  /// Inputs without arrays or numbers yet, for the samples at these positions of the subset.
  public init(subset: String, indices: [Int64]) {
    self.subset = subset
    self.indices = indices
  }

  func sample(_ row: Int) -> SampleID { SampleID(subset: subset, index: Int(indices[row])) }
}
