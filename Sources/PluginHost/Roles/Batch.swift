import Core
import PluginAPI

/// Samples of one subset; rows go together in all fields.
public struct SampleBatch: Sendable {
  /// nil for arrays that come from outside of the data set.
  public var subset: SubsetInfo?
  /// Position of each sample in its subset.
  public var indices: [Int64]
  /// `[n, input]`
  public var inputs: Tensor
  /// `[n]`, or nil when unlabeled
  public var labels: Tensor?
  /// `[n, classes]`; for metrics
  public var logits: Tensor?
  /// `[n, d]`; for metrics
  public var features: Tensor?

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

  /// Some of its samples.
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
