import Core
import PluginAPI
import Synchronization

/// What stands behind a `leap_table`: the columns that a component declared, for the samples of one call.
final class TableSink: Sendable {
  let columns: [ColumnInfo]
  let count: Int
  private let filled = Mutex<[Int: ColumnValues]>([:])
  private let refused = Mutex<[ColumnMisfit]>([])

  init(columns: [ColumnInfo], count: Int) {
    self.columns = columns
    self.count = count
  }

  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> TableSink? {
    handle.map { Unmanaged<TableSink>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  /// Takes the values of a column if it exists, is of that kind and has that many rows.
  func fill(_ column: UInt32, _ n: Int64, _ kind: ColumnValues.Kind, _ values: () -> ColumnValues) -> Int32 {
    let info = columns.indices.contains(Int(column)) ? columns[Int(column)] : nil
    let fault: ColumnMisfit.Fault? =
      info == nil ? .column(Int(column)) : info?.kind != kind ? .kind(kind) : n != Int64(count) ? .rows(Int(n)) : nil
    if let fault {
      refused.withLock { if $0.count < 100 { $0.append(ColumnMisfit(column: info, fault: fault)) } }
      return Int32(LEAP_EARG)
    }
    let values = values()
    filled.withLock { $0[Int(column)] = values }
    return Int32(LEAP_OK)
  }

  /// What was refused; at most 100.
  var misfits: [ColumnMisfit] { refused.withLock { $0 } }

  /// All columns; what was not filled is missing.
  var values: [ColumnValues] {
    filled.withLock { filled in
      columns.enumerated().map { i, column in filled[i] ?? ColumnValues.missing(column.kind, count: count) }
    }
  }
}

extension ColumnValues {
  static func missing(_ kind: Kind, count: Int) -> ColumnValues {
    switch kind {
    case .float64: .float64(Array(repeating: nil, count: count))
    case .int64: .int64(Array(repeating: nil, count: count))
    case .bool: .bool(Array(repeating: nil, count: count))
    case .string: .string(Array(repeating: nil, count: count))
    }
  }

  /// Appends the values of the same column for more samples.
  public mutating func append(_ more: ColumnValues) {
    switch (self, more) {
    case (.float64(let a), .float64(let b)): self = .float64(a + b)
    case (.int64(let a), .int64(let b)): self = .int64(a + b)
    case (.bool(let a), .bool(let b)): self = .bool(a + b)
    case (.string(let a), .string(let b)): self = .string(a + b)
    default: preconditionFailure("columns of different kinds")
    }
  }
}
