import Core
import PluginAPI
import Synchronization

/// A finding about some samples of a population.
public struct Insight: Sendable {
  public var kind: String
  public var title: String
  public var severity: Double
  public var members: [Int]
  public var scores: [Double]?
  public var details: String?
  public init(kind: String, title: String, severity: Double, members: [Int], scores: [Double]? = nil, details: String? = nil) {
    self.kind = kind
    self.title = title
    self.severity = severity
    self.members = members
    self.scores = scores
    self.details = details
  }
}

/// Named results of a call, copied out of the plugin.
public struct Results: Sendable {
  public var integers: [String: Int64] = [:]
  public var numbers: [String: Double] = [:]
  public var texts: [String: String] = [:]
  /// Texts put without a key, in order.
  public var list: [String] = []
  public var tensors: [String: Tensor] = [:]
  public var insights: [Insight] = []
  public init() {}
}

/// What stands behind a `leap_sink`.
final class ResultSink: Sendable {
  let results = Mutex(Results())
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> ResultSink? {
    handle.map { Unmanaged<ResultSink>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  func put(_ raw: leap_insight) -> Int32 {
    guard raw.member_count >= 0, raw.members != nil || raw.member_count == 0, let kind = raw.kind, let title = raw.title,
      raw.severity.isFinite
    else { return Int32(LEAP_EARG) }
    let count = Int(raw.member_count)
    let insight = Insight(
      kind: String(cString: kind), title: String(cString: title), severity: min(max(raw.severity, 0), 1),
      members: UnsafeBufferPointer(start: raw.members, count: count).map { Int($0) },
      scores: raw.scores.map { Array(UnsafeBufferPointer(start: $0, count: count)) },
      details: raw.details_json.map { String(cString: $0) })
    results.withLock { $0.insights.append(insight) }
    return Int32(LEAP_OK)
  }
}

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

/// What stands behind a `leap_stream`: bytes that a plugin writes or reads, or a mapped file that it reads.
final class ByteStream: Sendable {
  private let state: Mutex<(bytes: [UInt8], position: Int)>
  /// `[bytes]` uint8; nil where the bytes are not those of a file.
  let file: Tensor?
  init(_ bytes: [UInt8] = []) {
    state = Mutex((bytes, 0))
    file = nil
  }
  init(_ file: Tensor) {
    state = Mutex(([], 0))
    self.file = file
  }
  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> ByteStream? {
    handle.map { Unmanaged<ByteStream>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }
  func write(_ more: UnsafeRawBufferPointer) {
    let copy = Array(more)
    state.withLock { $0.bytes.append(contentsOf: copy) }
  }
  func read(upTo capacity: Int) -> [UInt8] {
    state.withLock { state in
      let end = min(file?.count ?? state.bytes.count, state.position + capacity)
      let part =
        if let file {
          Array(UnsafeRawBufferPointer(start: file.raw.pointee.data + state.position, count: end - state.position))
        } else {
          Array(state.bytes[state.position..<end])
        }
      state.position += part.count
      return part
    }
  }
}
