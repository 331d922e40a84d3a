import Core
import PluginAPI

/// All samples of a run, one row a sample.
public struct SamplePopulation: Sendable {
  /// `[n, d]` float32
  public var features: Tensor
  /// `[n]` int64, -1 where there is none
  public var labels: Tensor
  /// `[n]` int64
  public var predictions: Tensor
  /// `[n, classes]` float32
  public var logits: Tensor
  /// `[n]` float32, NaN where there is no label
  public var losses: Tensor
  /// `[n]`
  public var states: [SubsetState]
  public init(features: Tensor, labels: Tensor, predictions: Tensor, logits: Tensor, losses: Tensor, states: [SubsetState]) {
    self.features = features
    self.labels = labels
    self.predictions = predictions
    self.logits = logits
    self.losses = losses
    self.states = states
  }
}

/// Nearest neighbors, `count` rows of `k`: `-1` and infinity past the last.
public struct Neighbors: Sendable {
  public var rows: [Int64]
  public var distances: [Float]
}

/// An analyzer, as stages see it.
public protocol AnalyzerRole: Sendable {
  /// Id of its library.
  var id: String { get }
  var columns: [ColumnInfo] { get }
  var offersRun: Bool { get }
  var offersNeighbors: Bool { get }
  /// The population stays alive and unchanged until the next fit.
  func fit(_ population: SamplePopulation) async throws
  func run(count: Int) async throws -> (columns: [ColumnValues], results: Results)
  func neighbors(ofRow row: Int, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors
}

/// An analyzer behind the ABI.
public final class PluginAnalyzer: AnalyzerRole {
  private let instance: Instance
  private let table: Frozen<leap_analyzer>
  private let held = PopulationHolder()
  public let columns: [ColumnInfo]
  public var id: String { instance.component.library }
  public var offersRun: Bool { table.pointer.pointee.run != nil }
  public var offersNeighbors: Bool { table.pointer.pointee.neighbors != nil }

  init(_ instance: Instance) async throws {
    self.instance = instance
    let table = Frozen<leap_analyzer>(instance)
    self.table = table
    guard table.pointer.pointee.column != nil else {
      columns = []
      return
    }
    let raw = try await instance.items("listing columns", leap_column()) { table.pointer.pointee.column($0, $1, $2, $3) }
    columns = try declaredColumns(raw, instance.component)
  }

  public func fit(_ population: SamplePopulation) async throws {
    let (table, held) = (table, held)
    try await instance.call("taking in \(population.states.count) samples") { instance, call in
      held.withRaw(population) { table.pointer.pointee.fit(instance, call, $0) }
    }
  }

  public func run(count: Int) async throws -> (columns: [ColumnValues], results: Results) {
    let (table, columns, sink) = (table, TableSink(columns: columns, count: count), ResultSink())
    try await instance.call("analyzing \(count) samples") { instance, call in
      table.pointer.pointee.run(instance, call, columns.handle, sink.handle)
    }
    return (columns.values, sink.results.withLock { $0 })
  }

  public func neighbors(ofRow row: Int, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors {
    let (table, rows, mask) = (table, [Int64(row)], allowed.map { $0.map { UInt8($0 ? 1 : 0) } })
    let (index, distance) = (Tensor(.int64, [1, k]), Tensor(.float32, [1, k]))
    try await instance.call("finding \(k) neighbors") { instance, call in
      rows.withUnsafeBufferPointer { rows in
        func ask(_ mask: UnsafePointer<UInt8>?, _ metric: UnsafePointer<CChar>?) -> Int32 {
          var query = leap_query()
          query.struct_size = UInt32(MemoryLayout<leap_query>.size)
          query.count = 1
          query.k = Int64(k)
          query.rows = rows.baseAddress
          query.allowed = mask
          query.metric = metric
          return table.pointer.pointee.neighbors(instance, call, &query, index.raw, distance.raw)
        }
        func withMask(_ metric: UnsafePointer<CChar>?) -> Int32 {
          mask.map { $0.withUnsafeBufferPointer { ask($0.baseAddress, metric) } } ?? ask(nil, metric)
        }
        return metric.map { $0.withCString { withMask($0) } } ?? withMask(nil)
      }
    }
    return Neighbors(rows: index.int64s, distances: distance.floats)
  }
}

/// Keeps the population's memory alive for the analyzer that was fitted with it.
// Touched only inside calls on the instance's own queue.
private final class PopulationHolder: @unchecked Sendable {
  private var population: SamplePopulation?
  private var states: UnsafeMutablePointer<UInt8>?

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
    let status = body(&raw)
    states?.deallocate()
    (population, states) = (new, codes)
    return status
  }

  deinit { states?.deallocate() }
}
