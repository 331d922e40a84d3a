import Core
import PluginAPI

/// Samples of one subset; rows go together in all fields.
public struct SampleBatch: Sendable {
  /// The subset that all samples belong to; nil for arrays that come from outside of the data set.
  public var subset: SubsetInfo?
  /// The position of each sample in its subset, from 0.
  public var indices: [Int64]
  /// The samples themselves, `[n, input]` float32.
  public var inputs: Tensor
  /// True classes `[n]` int64, -1 where there is none; nil when the subset is unlabeled.
  public var labels: Tensor?
  /// What the model said, `[n, classes]` float32; nil but for metrics.
  public var logits: Tensor?
  /// Latent features `[n, d]` float32; nil but for metrics.
  public var features: Tensor?

  /// Takes fields that have one row a sample each, `indices.count` rows in all.
  public init(
    subset: SubsetInfo?, indices: [Int64], inputs: Tensor, labels: Tensor? = nil, logits: Tensor? = nil, features: Tensor? = nil
  ) {
    self.subset = subset
    self.indices = indices
    self.inputs = inputs
    self.labels = labels
    self.logits = logits
    self.features = features
  }

  /// A batch of some of the samples, with copies of their rows.
  public func rows(_ rows: Range<Int>) -> SampleBatch {
    SampleBatch(
      subset: subset, indices: Array(indices[rows]), inputs: inputs.rows(rows), labels: labels?.rows(rows),
      logits: logits?.rows(rows), features: features?.rows(rows))
  }

  /// Lends the batch to a plugin while `body` runs.
  func withRaw<Result>(_ body: (UnsafePointer<leap_batch>) -> Result) -> Result {
    indices.withUnsafeBufferPointer { indices in
      func lend(_ name: UnsafePointer<CChar>?) -> Result {
        var batch = leap_batch()
        batch.struct_size = UInt32(MemoryLayout<leap_batch>.size)
        batch.state = subset?.state.code ?? 0
        batch.subset = name
        batch.count = Int64(indices.count)
        batch.index = indices.baseAddress
        batch.inputs = UnsafePointer(inputs.raw)
        batch.labels = labels.map { UnsafePointer($0.raw) }
        batch.logits = logits.map { UnsafePointer($0.raw) }
        batch.features = features.map { UnsafePointer($0.raw) }
        return withUnsafePointer(to: batch, body)
      }
      if let subset { return subset.name.withCString { lend($0) } }
      return lend(nil)
    }
  }
}
