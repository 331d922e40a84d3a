import Core
import PluginAPI

/// Fills columns with facts about samples: metadata, or metrics (which look at logits too), as stages see it.
public protocol ColumnRole: Sendable {
  /// Id of its library.
  var id: String { get }
  var columns: [ColumnInfo] { get }
  /// Whether it must first see the training samples.
  var needsFit: Bool { get }
  /// Whether batches must carry logits and features.
  var needsPredictions: Bool { get }
  /// Sees every batch of the training subset, in order.
  func fit(_ batch: SampleBatch) async throws
  func fitEnd() async throws
  /// Values of all columns for the samples of a batch.
  func fill(_ batch: SampleBatch) async throws -> [ColumnValues]
  /// The same, with what the component tried to fill and could not.
  func answer(_ batch: SampleBatch) async throws -> ColumnAnswer
}

extension ColumnRole {
  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer { ColumnAnswer(values: try await fill(batch)) }
}

/// What a component said of the samples of a batch.
public struct ColumnAnswer: Sendable {
  /// Of all columns; what was not filled, or not as declared, is missing.
  public var values: [ColumnValues]
  public var misfits: [ColumnMisfit]
  public init(values: [ColumnValues], misfits: [ColumnMisfit] = []) {
    self.values = values
    self.misfits = misfits
  }
}

/// An attempt to fill a column that was refused.
public struct ColumnMisfit: Hashable, Sendable {
  public enum Fault: Hashable, Sendable {
    /// There is no column of that number.
    case column(Int)
    case kind(ColumnValues.Kind)
    case rows(Int)
  }
  /// nil where there is none.
  public var column: ColumnInfo?
  public var fault: Fault
}

/// Metadata behind the ABI.
public struct PluginMetadata: ColumnRole {
  private let instance: Instance
  private let table: RoleTable<leap_metadata>
  public let columns: [ColumnInfo]
  public var id: String { instance.component.library }
  public var needsFit: Bool { table.pointer.pointee.fit != nil }
  public var needsPredictions: Bool { false }

  init(_ instance: Instance) async throws {
    self.instance = instance
    let table = RoleTable<leap_metadata>(instance)
    self.table = table
    let raw = try await instance.items("listing columns", leap_column()) { table.pointer.pointee.column($0, $1, $2, $3) }
    columns = try declaredColumns(raw, instance.component)
  }

  public func fit(_ batch: SampleBatch) async throws {
    let table = table
    try await instance.call("fitting metadata on \(batch.subset?.name ?? "samples")") { instance, call in
      batch.withRaw { table.pointer.pointee.fit(instance, call, $0) }
    }
  }

  public func fitEnd() async throws {
    guard table.pointer.pointee.fit_end != nil else { return }
    let table = table
    try await instance.call("fitting metadata") { table.pointer.pointee.fit_end($0, $1) }
  }

  public func fill(_ batch: SampleBatch) async throws -> [ColumnValues] { try await answer(batch).values }

  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer {
    let (table, sink) = (table, TableSink(columns: columns, count: batch.indices.count))
    try await instance.call("computing metadata of \(place(of: batch))") { instance, call in
      batch.withRaw { table.pointer.pointee.extract(instance, call, $0, sink.handle) }
    }
    return ColumnAnswer(values: sink.values, misfits: sink.misfits)
  }
}

/// A metric behind the ABI.
public struct PluginMetric: ColumnRole {
  private let instance: Instance
  private let table: RoleTable<leap_metric>
  public let columns: [ColumnInfo]
  public var id: String { instance.component.library }
  public var needsFit: Bool { false }
  public var needsPredictions: Bool { true }

  /// - Parameter direction: of all its columns, whatever it says itself.
  init(_ instance: Instance, direction: ColumnInfo.Direction? = nil) async throws {
    self.instance = instance
    let table = RoleTable<leap_metric>(instance)
    self.table = table
    let raw = try await instance.items("listing columns", leap_column()) { table.pointer.pointee.column($0, $1, $2, $3) }
    columns = try declaredColumns(raw, instance.component).map { column in
      var column = column
      column.direction = direction ?? column.direction
      return column
    }
  }

  public func fit(_ batch: SampleBatch) async throws {}
  public func fitEnd() async throws {}

  public func fill(_ batch: SampleBatch) async throws -> [ColumnValues] { try await answer(batch).values }

  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer {
    let (table, sink) = (table, TableSink(columns: columns, count: batch.indices.count))
    try await instance.call("computing metrics of \(place(of: batch))") { instance, call in
      batch.withRaw { table.pointer.pointee.compute(instance, call, $0, sink.handle) }
    }
    return ColumnAnswer(values: sink.values, misfits: sink.misfits)
  }
}

/// "validation:0 to validation:999", for messages.
private func place(of batch: SampleBatch) -> String {
  guard let subset = batch.subset, let first = batch.indices.first, let last = batch.indices.last else { return "samples" }
  return "\(subset.name):\(first) to \(subset.name):\(last)"
}
