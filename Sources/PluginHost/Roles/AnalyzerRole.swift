import Core
import Glibc
import PluginAPI

/// An analyzer, as stages see it.
public protocol AnalyzerRole: Sendable {
  /// Reverse-DNS id of its library.
  var id: String { get }
  /// The columns that `run` fills, in the order of its values; empty where there are none.
  var columns: [ColumnInfo] { get }
  /// Whether it computes results for the whole population; without it, `run` must not be called.
  var offersRun: Bool { get }
  /// Whether it answers `neighbors`; without it, that must not be called.
  var offersNeighbors: Bool { get }
  /// Whether it finds neighbors for other analyzers, see `graph`.
  var sharesNeighbors: Bool { get }
  /// Takes the samples in. The population stays alive and unchanged until the next fit.
  func fit(_ population: SamplePopulation) async throws
  /// Results for the fitted population, whose `count` rows each column has; `preview` gets early states by key, on any thread.
  func run(
    count: Int, preview: @escaping @Sendable (String, Tensor) -> Void
  ) async throws -> (columns: [ColumnValues], results: Results)
  /// The `k` nearest rows of the population for each seed. `allowed` `[population]` leaves rows out; nil `metric`: its own.
  func neighbors(of seeds: NeighborSeeds, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors
  /// What `fit` and `run` have built; nil where it keeps nothing.
  func savedState() async throws -> [UInt8]?
  /// How many neighbors of each of `count` samples `run` takes over from `SamplePopulation.neighbors`, where they are there; nil
  /// where it needs none.
  func neighborsWanted(count: Int) async throws -> NeighborWish?
  /// Finds the neighbors of all `count` rows of the population that it was fitted with, for itself and other analyzers; nil where
  /// it does not offer that, or not by that metric.
  /// - Parameter wish: fewer neighbors than there are rows.
  func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph?
}

extension AnalyzerRole {
  /// An analyzer finds neighbors for nobody else, unless it says so.
  public var sharesNeighbors: Bool { false }
  /// An analyzer takes over no neighbors, unless it says so.
  public func neighborsWanted(count: Int) async throws -> NeighborWish? { nil }
  /// An analyzer finds no neighbors for all rows, unless it says so.
  public func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph? { nil }
}

/// An analyzer behind the ABI. Its calls run one at a time, never on the caller's thread, and throw `LeapError`, or
/// `CancellationError` when the task is canceled.
public final class PluginAnalyzer: AnalyzerRole {
  let instance: Instance
  let table: RoleTable<leap_analyzer>
  private let held = PopulationHolder()
  /// The columns that `run` fills, in the order of its values; empty where the plugin declares none.
  public let columns: [ColumnInfo]
  /// Reverse-DNS id of the plugin's library.
  public var id: String { instance.component.library }
  /// Whether the plugin has the function `run`; without it, `run` must not be called.
  public var offersRun: Bool { table.pointer.pointee.run != nil }
  /// Whether the plugin has the function `neighbors`; without it, that must not be called.
  public var offersNeighbors: Bool { table.pointer.pointee.neighbors != nil }
  /// Whether the plugin has the function `graph`, which older ones lack.
  public var sharesNeighbors: Bool { table.appended(\.graph) != nil }
  /// Whether the plugin has the function `place`.
  public var offersPlaces: Bool { table.pointer.pointee.place != nil }

  init(_ instance: Instance) async throws {
    self.instance = instance
    let table = RoleTable<leap_analyzer>(instance)
    self.table = table
    guard table.pointer.pointee.column != nil else {
      columns = []
      return
    }
    let raw = try await instance.items("listing columns", leap_column()) { table.pointer.pointee.column($0, $1, $2, $3) }
    columns = try declaredColumns(raw, instance.component)
  }

  /// Lends the population until the next fit, and keeps it alive so long. Throws `LeapError`.
  public func fit(_ population: SamplePopulation) async throws {
    let (table, held) = (table, held)
    try await instance.call("taking in \(population.states.count) samples") { instance, call in
      held.withRaw(population) { table.pointer.pointee.fit(instance, call, $0) }
    }
  }

  /// Results for the population that was fitted, whose `count` rows all columns have. `preview` is called on any thread.
  public func run(
    count: Int, preview: @escaping @Sendable (String, Tensor) -> Void = { _, _ in }
  ) async throws -> (columns: [ColumnValues], results: Results) {
    let (table, columns, sink) = (table, TableSink(columns: columns, count: count), ResultSink())
    var observer = instance.observer
    observer.preview = preview
    try await instance.call("analyzing \(count) samples", observer: observer) { instance, call in
      table.pointer.pointee.run(instance, call, columns.handle, sink.handle)
    }
    return (columns.values, sink.results.withLock { $0 })
  }

  /// The `k` nearest rows for each seed; `allowed` `[population]` leaves rows out, nil `metric` is the plugin's own.
  public func neighbors(of seeds: NeighborSeeds, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors {
    let (table, mask) = (table, allowed.map { $0.map { UInt8($0 ? 1 : 0) } })
    let (index, distance) = (Tensor(.int64, [seeds.count, k]), Tensor(.float32, [seeds.count, k]))
    try await instance.call("finding \(k) neighbors") { instance, call in
      withQuery(seeds, k: k, mask, metric) { table.pointer.pointee.neighbors(instance, call, $0, index.raw, distance.raw) }
    }
    return Neighbors(rows: index.int64s, distances: distance.floats)
  }

  /// Places of other samples on the map that `run` made or `load` took back, which stays as it is.
  /// - Parameter features: `[m, d]` float32.
  /// - Returns: places `[m, 2]` float32. Throws `LeapError` where the plugin does not offer that.
  public func place(_ features: Tensor) async throws -> Tensor {
    let (table, places) = (table, Tensor(.float32, [features.shape[0], 2]))
    try await instance.call("placing \(features.shape[0]) samples") { instance, call in
      table.pointer.pointee.place?(instance, call, features.raw, places.raw) ?? Int32(LEAP_EUNSUPPORTED)
    }
    return places
  }

  /// The bytes that the plugin wants back in `load`; nil where it keeps nothing.
  public func savedState() async throws -> [UInt8]? {
    guard table.pointer.pointee.save != nil else { return nil }
    let (table, stream) = (table, ByteStream())
    try await instance.call("saving what it built") { table.pointer.pointee.save($0, $1, stream.handle) }
    return stream.bytes
  }

  /// Takes back what `savedState` gave, after `fit` of the same population.
  public func load(_ state: [UInt8]) async throws { try await load(ByteStream(state)) }

  /// Takes back what `savedState` gave from a mapped file, which the plugin may read in place until its next fit or
  /// load. To replace the file, put another under its name; do not write to it.
  public func load(fromFile path: String) async throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw LeapError(.system, doing: "reading '\(path)'", problem: String(cString: strerror(errno)))
    }
    try await load(
      ByteStream(try Tensor(mapping: path, offset: 0, dtype: .uint8, shape: [Int(status.st_size)], writable: false)))
  }

  private func load(_ stream: ByteStream) async throws {
    guard table.pointer.pointee.load != nil else { return }
    let (table, held) = (table, held)
    try await instance.call("loading what it built") { instance, call in
      let status = table.pointer.pointee.load(instance, call, stream.handle)
      if status >= 0 { held.file = stream.file }
      return status
    }
  }
}
