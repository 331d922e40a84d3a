import Core
import PluginAPI

/// A data set, as stages see it.
public protocol DatasetRole: Sendable {
  /// The shape of one sample, float32, every size above 0, e.g. `[1, 28, 28]`.
  var input: PortInfo { get }
  /// The subsets, in the order of their numbers; names are unique.
  var subsets: [SubsetInfo] { get }
  /// The name of each class, from class 0.
  var classNames: [String] { get }
  /// A text that changes whenever the data does; empty where nobody can tell.
  var fingerprint: String { get }
  /// Fills `inputs` `[n, input]` and `labels` `[n]` (-1 where there is none) with rows of a subset; nil: not wanted.
  func read(subset: Int, rows: [Int64], inputs: Tensor?, labels: Tensor?) async throws
  /// Names that the data itself gives to rows of a subset; nil where it gives none.
  func sampleIDs(subset: Int, rows: [Int64]) async throws -> [String]?
}

extension DatasetRole {
  /// A data set gives its rows no names, unless it says so.
  public func sampleIDs(subset: Int, rows: [Int64]) async throws -> [String]? { nil }
}

// The table is immutable memory of a library that is never unloaded.
/// A data set behind the ABI. Its calls run one at a time, never on the caller's thread.
public struct PluginDataset: DatasetRole, @unchecked Sendable {
  private let instance: Instance
  private let table: UnsafePointer<leap_dataset>
  /// The shape of one sample, float32, every size above 0, e.g. `[1, 28, 28]`.
  public let input: PortInfo
  /// The subsets as the plugin lists them, read once; names are unique, of `a-z 0-9 _ -`.
  public let subsets: [SubsetInfo]
  /// The name of each class, from class 0, read once.
  public let classNames: [String]
  /// A text that changes whenever the data does; empty where the plugin cannot tell.
  public let fingerprint: String

  /// The problem of a data set whose subsets cannot be told apart.
  public static let sameNames = "two of its subsets have the same name"

  init(_ instance: Instance) async throws {
    self.instance = instance
    let table = RoleTable<leap_dataset>(instance)
    self.table = table.pointer
    let component = instance.component

    let ports = try await instance.items("describing the samples", leap_port()) { table.pointer.pointee.port($0, $1, $2, $3) }
    guard let input = ports.first.flatMap(PortInfo.init), input.dtype == .float32, input.shape.allSatisfy({ $0 > 0 }) else {
      throw component.broken("its samples are not float32 tensors of a known shape")
    }
    self.input = input

    let raw = try await instance.items("listing subsets", leap_subset()) { table.pointer.pointee.subset($0, $1, $2, $3) }
    subsets = try raw.map { subset in
      guard let state = SubsetState(code: subset.state), subset.count >= 0 else {
        throw component.broken("a subset has no known state")
      }
      return SubsetInfo(name: text(subset.name), state: state, count: Int(subset.count))
    }
    let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    guard subsets.allSatisfy({ !$0.name.isEmpty && letters.isSuperset(of: $0.name) }) else {
      throw component.broken("the name of a subset is not of a-z 0-9 _ -")
    }
    guard Set(subsets.map(\.name)).count == subsets.count else { throw component.broken(Self.sameNames) }

    let names = ResultSink()
    try await instance.call("listing classes") { table.pointer.pointee.class_names($0, $1, names.handle) }
    classNames = names.results.withLock { $0.list }

    let content = ResultSink()
    if table.pointer.pointee.fingerprint != nil {
      try await instance.call("taking the data's fingerprint") { table.pointer.pointee.fingerprint($0, $1, content.handle) }
    }
    fingerprint = content.results.withLock { $0.texts["content"] } ?? ""
  }

  /// Fills `inputs` `[n, input]` and `labels` `[n]` int64 with `n` rows of a subset; nil: not wanted. Throws `LeapError`.
  public func read(subset: Int, rows: [Int64], inputs: Tensor?, labels: Tensor?) async throws {
    let table = RoleTable<leap_dataset>(instance)
    try await instance.call("reading \(rows.count) samples of \(subsets[subset].name)") { instance, call in
      table.pointer.pointee.read(instance, call, UInt32(subset), rows, Int64(rows.count), inputs?.raw, labels?.raw)
    }
  }

  /// The plugin's own names of rows of a subset; nil where it gives none. Throws `LeapError`.
  public func sampleIDs(subset: Int, rows: [Int64]) async throws -> [String]? {
    guard table.pointee.sample_ids != nil else { return nil }
    let (table, names) = (RoleTable<leap_dataset>(instance), ResultSink())
    try await instance.call("naming \(rows.count) samples of \(subsets[subset].name)") { instance, call in
      table.pointer.pointee.sample_ids(instance, call, UInt32(subset), rows, Int64(rows.count), names.handle)
    }
    return names.results.withLock { $0.list }
  }
}
