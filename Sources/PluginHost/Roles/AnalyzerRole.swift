import Core
import Glibc
import PluginAPI

/// An analyzer, as stages see it.
public protocol AnalyzerRole: Sendable {
  /// Id of its library.
  var id: String { get }
  var columns: [ColumnInfo] { get }
  var offersRun: Bool { get }
  var offersNeighbors: Bool { get }
  /// Whether it finds neighbors for other analyzers, see `graph`.
  var sharesNeighbors: Bool { get }
  /// The population stays alive and unchanged until the next fit.
  func fit(_ population: SamplePopulation) async throws
  /// - Parameter preview: gets early states of results by key, while it runs.
  func run(
    count: Int, preview: @escaping @Sendable (String, Tensor) -> Void
  ) async throws -> (columns: [ColumnValues], results: Results)
  func neighbors(of seeds: NeighborSeeds, k: Int, allowed: [Bool]?, metric: String?) async throws -> Neighbors
  /// What `fit` and `run` have built; nil where it keeps nothing.
  func savedState() async throws -> [UInt8]?
  /// How many neighbors of each of `count` samples `run` takes over from `SamplePopulation.neighbors`, where they are there; nil
  /// where it needs none.
  func neighborsWanted(count: Int) async throws -> NeighborWish?
  /// Finds the neighbors of all `count` rows of the population that it was fitted with, for itself and other analyzers; nil where it
  /// does not offer that, or not by that metric.
  /// - Parameter wish: fewer neighbors than there are rows.
  func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph?
}

extension AnalyzerRole {
  public var sharesNeighbors: Bool { false }
  public func neighborsWanted(count: Int) async throws -> NeighborWish? { nil }
  public func graph(count: Int, wish: NeighborWish) async throws -> NeighborGraph? { nil }
}

/// An analyzer behind the ABI.
public final class PluginAnalyzer: AnalyzerRole {
  let instance: Instance
  let table: RoleTable<leap_analyzer>
  private let held = PopulationHolder()
  public let columns: [ColumnInfo]
  public var id: String { instance.component.library }
  public var offersRun: Bool { table.pointer.pointee.run != nil }
  public var offersNeighbors: Bool { table.pointer.pointee.neighbors != nil }
  public var sharesNeighbors: Bool { table.appended(\.graph) != nil }
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

  public func fit(_ population: SamplePopulation) async throws {
    let (table, held) = (table, held)
    try await instance.call("taking in \(population.states.count) samples") { instance, call in
      held.withRaw(population) { table.pointer.pointee.fit(instance, call, $0) }
    }
  }

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
  /// - Returns: `[m, 2]`
  public func place(_ features: Tensor) async throws -> Tensor {
    let (table, places) = (table, Tensor(.float32, [features.shape[0], 2]))
    try await instance.call("placing \(features.shape[0]) samples") { instance, call in
      table.pointer.pointee.place?(instance, call, features.raw, places.raw) ?? Int32(LEAP_EUNSUPPORTED)
    }
    return places
  }

  public func savedState() async throws -> [UInt8]? {
    guard table.pointer.pointee.save != nil else { return nil }
    let (table, stream) = (table, ByteStream())
    try await instance.call("saving what it built") { table.pointer.pointee.save($0, $1, stream.handle) }
    return stream.bytes
  }

  /// Takes back what `savedState` gave, after `fit` of the same population.
  public func load(_ state: [UInt8]) async throws { try await load(ByteStream(state)) }

  /// The same from a file, which is mapped: the plugin may read it in place as long as it is used. To replace it, put another
  /// file under its name; do not write to it.
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
