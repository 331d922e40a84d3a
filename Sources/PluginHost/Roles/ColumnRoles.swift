import Core
import PluginAPI

/// Fills columns with facts about samples: metadata, or metrics (which look at logits too), as stages see it.
public protocol ColumnRole: Sendable {
  /// Id of its library.
  var id: String { get }
  /// The columns that it fills, in the order of its values.
  var columns: [ColumnInfo] { get }
  /// Whether it must first see the training samples.
  var needsFit: Bool { get }
  /// Whether batches must carry logits and features.
  var needsPredictions: Bool { get }
  /// Sees every batch of the training subset, in order.
  func fit(_ batch: SampleBatch) async throws
  /// Ends the fit, once, after the last batch; e.g. turns sums into means.
  func fitEnd() async throws
  /// Values of all columns for the samples of a batch.
  func fill(_ batch: SampleBatch) async throws -> [ColumnValues]
  /// Values of all columns for the samples of a batch, and what the component tried to fill and could not.
  func answer(_ batch: SampleBatch) async throws -> ColumnAnswer
}

extension ColumnRole {
  /// What `fill` gives, without misfits, unless the component can tell of them.
  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer { ColumnAnswer(values: try await fill(batch)) }
}

/// What a component answers for the samples of a batch: values, and attempts that were refused.
public struct ColumnAnswer: Sendable {
  /// Values of all columns, in their order; what was not filled, or not as declared, is missing.
  public var values: [ColumnValues]
  /// Attempts to fill a column that were refused, at most 100.
  public var misfits: [ColumnMisfit]
  /// Takes the values of all columns, and what was refused.
  public init(values: [ColumnValues], misfits: [ColumnMisfit] = []) {
    self.values = values
    self.misfits = misfits
  }
}

/// An attempt to fill a column that was refused.
public struct ColumnMisfit: Hashable, Sendable {
  /// What was wrong with the attempt.
  public enum Fault: Hashable, Sendable {
    /// There is no column of that number.
    case column(Int)
    /// The component filled the column with values of this kind, which is not the one that it declared.
    case kind(ColumnValues.Kind)
    /// The component gave this many values, which is not the number of samples.
    case rows(Int)
  }
  /// The column as declared; nil where there is none of that number.
  public var column: ColumnInfo?
  /// What was wrong with the attempt.
  public var fault: Fault
}

/// A metadata component behind the ABI. Its calls run one at a time, never on the caller's thread.
public struct PluginMetadata: ColumnRole {
  private let instance: Instance
  private let table: RoleTable<leap_metadata>
  /// The columns that the plugin declares, in the order of the values; names are unique.
  public let columns: [ColumnInfo]
  /// Reverse-DNS id of the plugin's library.
  public var id: String { instance.component.library }
  /// Whether the plugin has a function `fit`, which must see the training samples first.
  public var needsFit: Bool { table.pointer.pointee.fit != nil }
  /// False: metadata do not depend on the model.
  public var needsPredictions: Bool { false }

  init(_ instance: Instance) async throws {
    self.instance = instance
    let table = RoleTable<leap_metadata>(instance)
    self.table = table
    let raw = try await instance.items("listing columns", leap_column()) { table.pointer.pointee.column($0, $1, $2, $3) }
    columns = try declaredColumns(raw, instance.component)
  }
  /// Shows the plugin one batch of the training subset; batches come in order. Throws `LeapError`.
  public func fit(_ batch: SampleBatch) async throws {
    let table = table
    try await instance.call("fitting metadata on \(batch.subset?.name ?? "samples")") { instance, call in
      batch.withRaw { table.pointer.pointee.fit(instance, call, $0) }
    }
  }
  /// Ends the fit, once, after the last batch. Throws `LeapError`.
  public func fitEnd() async throws {
    guard table.pointer.pointee.fit_end != nil else { return }
    let table = table
    try await instance.call("fitting metadata") { table.pointer.pointee.fit_end($0, $1) }
  }
  /// Values of all columns for the samples of a batch; what was not filled is missing. Throws `LeapError`.
  public func fill(_ batch: SampleBatch) async throws -> [ColumnValues] { try await answer(batch).values }
  /// Values of all columns for the samples of a batch, and attempts that were refused. Throws `LeapError`.
  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer {
    let (table, sink) = (table, TableSink(columns: columns, count: batch.indices.count))
    try await instance.call("computing metadata of \(place(of: batch))") { instance, call in
      batch.withRaw { table.pointer.pointee.extract(instance, call, $0, sink.handle) }
    }
    return ColumnAnswer(values: sink.values, misfits: sink.misfits)
  }
}

/// A metric component behind the ABI. Its calls run one at a time, never on the caller's thread.
public struct PluginMetric: ColumnRole {
  private let instance: Instance
  private let table: RoleTable<leap_metric>
  /// The columns that the plugin declares, with the direction that leap.yaml gives them, if it does.
  public let columns: [ColumnInfo]
  /// Reverse-DNS id of the plugin's library.
  public var id: String { instance.component.library }
  /// False: a metric looks at each batch alone.
  public var needsFit: Bool { false }
  /// True: a metric works on logits and features.
  public var needsPredictions: Bool { true }

  /// - Parameter direction: the direction of all columns, whatever the plugin says; nil: as it says.
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

  /// Does nothing: a metric learns nothing from the training samples.
  public func fit(_ batch: SampleBatch) async throws {}
  /// Does nothing: a metric learns nothing from the training samples.
  public func fitEnd() async throws {}
  /// Values of all columns for a batch with logits and features; what was not filled is missing. Throws `LeapError`.
  public func fill(_ batch: SampleBatch) async throws -> [ColumnValues] { try await answer(batch).values }
  /// Values of all columns for a batch with logits and features, and attempts that were refused. Throws `LeapError`.
  public func answer(_ batch: SampleBatch) async throws -> ColumnAnswer {
    let (table, sink) = (table, TableSink(columns: columns, count: batch.indices.count))
    try await instance.call("computing metrics of \(place(of: batch))") { instance, call in
      batch.withRaw { table.pointer.pointee.compute(instance, call, $0, sink.handle) }
    }
    return ColumnAnswer(values: sink.values, misfits: sink.misfits)
  }
}

/// The first and last sample, "validation:0 to validation:999", for messages.
private func place(of batch: SampleBatch) -> String {
  guard let subset = batch.subset, let first = batch.indices.first, let last = batch.indices.last else { return "samples" }
  return "\(subset.name):\(first) to \(subset.name):\(last)"
}
