import PluginAPI

/// Samples of one subset, borrowed for the call; rows go together in all fields.
public struct Batch {
  /// The subset's name; nil for arrays that come from outside of the data set.
  public let subset: String?
  /// What the subset's samples are for; nil for arrays that come from outside of the data set.
  public let state: SubsetState?
  /// How many samples the batch has.
  public let count: Int
  /// Position of each sample in its subset.
  public let indices: UnsafeBufferPointer<Int64>
  /// The samples, `[count, ...]`, as the data set's input port has them.
  public let inputs: TensorView<Float>
  /// Class indices `[count]`, -1 where there is none; nil when unlabeled.
  public let labels: TensorView<Int64>?
  /// What the model said, `[count, classes]`; nil but for metrics.
  public let logits: TensorView<Float>?
  /// Latent features, `[count, d]`; nil but for metrics.
  public let features: TensorView<Float>?

  init(_ raw: UnsafePointer<leap_batch>?) throws {
    guard let batch = raw?.pointee else { throw PluginError(.argument, "the batch is NULL") }
    guard batch.count >= 0, batch.index != nil || batch.count == 0 else { throw PluginError(.argument, "the batch has no index") }
    let count = Int(batch.count)
    self.count = count
    subset = batch.subset.map { String(cString: $0) }
    state = SubsetState(rawValue: batch.state)
    indices = UnsafeBufferPointer(start: batch.index, count: count)
    guard let rank = batch.inputs?.pointee.ndim, rank >= 1, rank <= LEAP_DIM_MAX else {
      throw PluginError(.argument, "the batch has no inputs")
    }
    inputs = try TensorView(batch.inputs, "inputs", [count] + Array(repeating: nil, count: Int(rank) - 1))
    labels = try batch.labels.map { try TensorView($0, "labels", [count]) }
    logits = try batch.logits.map { try TensorView($0, "logits", [count, nil]) }
    features = try batch.features.map { try TensorView($0, "features", [count, nil]) }
  }

  /// How many values one sample's input has.
  public var sampleSize: Int { inputs.shape.dropFirst().reduce(1, *) }
}
