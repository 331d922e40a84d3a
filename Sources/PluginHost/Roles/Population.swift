import Core
import PluginAPI

/// All samples of a run, one row a sample.
public struct SamplePopulation: Sendable {
  /// Latent features `[n, d]` float32.
  public var features: Tensor
  /// True classes `[n]` int64, -1 where there is none.
  public var labels: Tensor
  /// The classes that the model chose, `[n]` int64.
  public var predictions: Tensor
  /// What the model said, `[n, classes]` float32.
  public var logits: Tensor
  /// The loss of each sample, `[n]` float32, NaN where there is no label.
  public var losses: Tensor
  /// What the subset of each sample is for, `[n]`.
  public var states: [SubsetState]
  /// Columns of `[n]` values each, for an analyzer that reads columns; else empty.
  public var columns: [(info: ColumnInfo, values: ColumnValues)]
  /// Neighbors of all rows, for an analyzer that wants some; nil: it finds its own.
  public var neighbors: NeighborGraph?
  /// Takes fields of `states.count` rows each, all in the same order of samples.
  public init(
    features: Tensor, labels: Tensor, predictions: Tensor, logits: Tensor, losses: Tensor, states: [SubsetState],
    columns: [(info: ColumnInfo, values: ColumnValues)] = [], neighbors: NeighborGraph? = nil
  ) {
    self.features = features
    self.labels = labels
    self.predictions = predictions
    self.logits = logits
    self.losses = losses
    self.states = states
    self.columns = columns
    self.neighbors = neighbors
  }
}

/// Keeps memory alive for an analyzer: the population that it was fitted with, and the file that it loaded its state from.
// Touched only inside calls on the instance's own queue.
final class PopulationHolder: @unchecked Sendable {
  private var population: SamplePopulation?
  var file: Tensor?
  private var states: UnsafeMutablePointer<UInt8>?
  private var columns: PopulationColumns?
  private var neighbors: PopulationNeighbors?

  func withRaw(_ new: SamplePopulation, _ body: (UnsafePointer<leap_population>) -> Int32) -> Int32 {
    let count = new.states.count
    let codes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, count))
    for (i, state) in new.states.enumerated() { codes[i] = UInt8(state.code) }
    var raw = leap_population()
    raw.struct_size = UInt32(MemoryLayout<leap_population>.size)
    raw.count = Int64(count)
    raw.features = UnsafePointer(new.features.raw)
    raw.labels = UnsafePointer(new.labels.raw)
    raw.predictions = UnsafePointer(new.predictions.raw)
    raw.logits = UnsafePointer(new.logits.raw)
    raw.losses = UnsafePointer(new.losses.raw)
    raw.state = UnsafePointer(codes)
    let values = PopulationColumns(new.columns, rows: count)
    raw.columns = UnsafePointer(values.raw)
    raw.column_count = Int64(values.count)
    let graph = new.neighbors.map(PopulationNeighbors.init)
    raw.neighbors = graph.map { UnsafePointer($0.raw) }
    let status = body(&raw)
    states?.deallocate()
    (population, states, columns, neighbors, file) = (new, codes, values, graph, nil)
    return status
  }

  deinit { states?.deallocate() }
}
