import Core
import PluginAPI

/// The function table of an instance's role.
// Immutable memory of a library that is never unloaded.
struct RoleTable<Table>: @unchecked Sendable {
  let pointer: UnsafePointer<Table>
  init(_ instance: Instance) {
    pointer = instance.component.raw.pointee.vtable.assumingMemoryBound(to: Table.self)
  }

  /// A function that was appended to the table after its role had come out; nil where the plugin does not offer it, or was built before.
  func appended<Function>(_ field: KeyPath<Table, Function?>) -> Function? {
    Self.read(pointer, atLeast: 0).flatMap { $0[keyPath: field] }
  }

  /// A copy of a table that begins with its size, with zeros for what it is too old to have.
  /// - Returns: nil where it is shorter than `size`.
  static func read(_ table: UnsafeRawPointer, atLeast size: Int) -> Table? {
    let own = Int(table.load(as: UInt32.self))
    guard own >= size else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: MemoryLayout<Table>.size, alignment: MemoryLayout<Table>.alignment) { copy in
      copy.initializeMemory(as: UInt8.self, repeating: 0)
      copy.copyMemory(from: UnsafeRawBufferPointer(start: table, count: min(own, copy.count)))
      return copy.load(as: Table.self)
    }
  }
}

extension Instance {
  /// Walks one of the ABI's enumerations up to `LEAP_END`.
  func items<Item>(
    _ doing: String, _ empty: Item,
    _ next: @escaping @Sendable (OpaquePointer, OpaquePointer, UInt32, UnsafeMutablePointer<Item>) -> Int32
  ) async throws -> [Item] {
    let box = ItemBox(empty)
    try await call(doing) { instance, call in
      while box.items.count < 1 << 16 {
        var item = box.empty
        let status = next(instance, call, UInt32(box.items.count), &item)
        if status != LEAP_OK { return Int(status) == LEAP_END ? Int32(LEAP_OK) : status }
        box.items.append(item)
      }
      return Int32(LEAP_EFAIL)
    }
    return box.items
  }
}

// Filled by one call on the instance's queue, then read by the task that awaited it.
private final class ItemBox<Item>: @unchecked Sendable {
  let empty: Item
  var items: [Item] = []
  init(_ empty: Item) { self.empty = empty }
}

extension PluginComponent {
  /// An error in what a plugin says of itself.
  func broken(_ problem: String) -> LeapError {
    LeapError(.plugin, doing: "asking plugin '\(library)' (\(id))", problem: problem, remedy: "tell its author")
  }
}

/// The text of a fixed C string.
func text<Field>(_ field: Field) -> String {
  withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

extension PortInfo {
  init?(_ raw: leap_port) {
    guard let dtype = DType(code: raw.dtype_code, bits: raw.dtype_bits), raw.ndim >= 0, raw.ndim <= LEAP_DIM_MAX else {
      return nil
    }
    let sizes = withUnsafeBytes(of: raw.dim) { Array($0.bindMemory(to: Int64.self).prefix(Int(raw.ndim))) }
    guard sizes.allSatisfy({ $0 >= 0 && $0 < 1 << 32 }) else { return nil }
    self.init(
      name: text(raw.name), dtype: dtype, shape: sizes.map { Int($0) },
      isFeatures: Int(raw.flags) & Int(LEAP_PORT_FEATURES) != 0, isMaps: Int(raw.flags) & Int(LEAP_PORT_MAPS) != 0)
  }

  var raw: leap_port {
    var port = leap_port()
    withUnsafeMutableBytes(of: &port.name) { $0.copyBytes(from: Array(name.utf8).prefix(Int(LEAP_NAME_MAX) - 1)) }
    (port.dtype_code, port.dtype_bits) = dtype.code
    port.ndim = Int32(shape.count)
    withUnsafeMutableBytes(of: &port.dim) {
      $0.copyBytes(from: shape.flatMap { size in Swift.withUnsafeBytes(of: Int64(size)) { Array($0) } })
    }
    return port
  }
}

extension ColumnInfo {
  init?(_ raw: leap_column, source: String) {
    guard let kind = ColumnValues.Kind(code: raw.type) else { return nil }
    let name = text(raw.name)
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first),
      name.unicodeScalars.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "." })
    else { return nil }
    self.init(
      name: name, kind: kind, direction: Direction(code: raw.direction) ?? .none, summary: text(raw.summary), source: source)
  }
}

/// The columns that a component declares.
func declaredColumns(_ raw: [leap_column], _ component: PluginComponent) throws -> [ColumnInfo] {
  let columns = try raw.enumerated().map { i, column in
    guard let info = ColumnInfo(column, source: component.library) else {
      throw component.broken("column \(i), '\(text(column.name))', has an unknown type or a name that is not of a-z 0-9 _ .")
    }
    return info
  }
  guard Set(columns.map(\.name)).count == columns.count else { throw component.broken("two of its columns have the same name") }
  return columns
}

/// The text as C has it while `body` runs; NULL for nil.
func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
  if let text { text.withCString { body($0) } } else { body(nil) }
}
