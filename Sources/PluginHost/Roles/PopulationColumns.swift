import Core
import PluginAPI

/// Columns in the form in which they cross the border; it owns what the table points to.
// Written once, here, and then only read.
final class PopulationColumns: @unchecked Sendable {
  let count: Int
  let raw: UnsafeMutablePointer<leap_values>
  private var owned: [UnsafeMutableRawPointer] = []

  /// Copies the columns into the form of the header.
  /// - Parameter rows: the number of values of each column.
  init(_ columns: [(info: ColumnInfo, values: ColumnValues)], rows: Int) {
    count = columns.count
    raw = .allocate(capacity: max(1, columns.count))
    for (i, column) in columns.enumerated() {
      precondition(column.values.count == rows, "column \(column.info.name) has \(column.values.count) values for \(rows) rows")
      var values = leap_values()
      values.column = column.info.raw
      switch column.values {
      case .float64(let all): (values.values, values.present) = split(all, missing: Double.nan)
      case .int64(let all): (values.values, values.present) = split(all, missing: Int64(0))
      case .bool(let all): (values.values, values.present) = split(all.map { $0.map { UInt8($0 ? 1 : 0) } }, missing: 0)
      case .string(let all):
        let (numbers, words) = numbered(all)
        (values.values, values.present) = split(numbers, missing: Int32(0))
        values.word_count = Int64(words.count)
        values.words = texts(words)
      }
      (raw + i).initialize(to: values)
    }
  }

  deinit {
    for memory in owned { memory.deallocate() }
    raw.deallocate()
  }

  private func allocate<Value>(_ type: Value.Type, _ count: Int) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, count * MemoryLayout<Value>.stride), alignment: 64)
    owned.append(memory)
    return memory.bindMemory(to: type, capacity: count)
  }

  private func split<Value>(_ values: [Value?], missing: Value) -> (UnsafeRawPointer, UnsafePointer<UInt8>?) {
    let plain = allocate(Value.self, values.count)
    for (i, value) in values.enumerated() { (plain + i).initialize(to: value ?? missing) }
    guard values.contains(where: { $0 == nil }) else { return (UnsafeRawPointer(plain), nil) }
    let present = allocate(UInt8.self, values.count)
    for (i, value) in values.enumerated() { (present + i).initialize(to: value == nil ? 0 : 1) }
    return (UnsafeRawPointer(plain), UnsafePointer(present))
  }

  /// Each word once, in the order in which they are first met.
  private func numbered(_ texts: [String?]) -> ([Int32?], [String]) {
    var numbers: [String: Int32] = [:]
    var words: [String] = []
    let all = texts.map { text -> Int32? in
      guard let text else { return nil }
      if let number = numbers[text] { return number }
      let number = Int32(words.count)
      numbers[text] = number
      words.append(text)
      return number
    }
    return (all, words)
  }

  private func texts(_ words: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
    let table = allocate(UnsafePointer<CChar>?.self, words.count)
    for (i, word) in words.enumerated() {
      let bytes = Array(word.utf8CString)
      let text = allocate(CChar.self, bytes.count)
      text.initialize(from: bytes, count: bytes.count)
      (table + i).initialize(to: UnsafePointer(text))
    }
    return UnsafePointer(table)
  }
}

extension ColumnInfo {
  /// The column as a component would declare it; too long texts are cut.
  var raw: leap_column {
    var column = leap_column()
    withUnsafeMutableBytes(of: &column.name) { $0.copyBytes(from: Array(name.utf8).prefix(Int(LEAP_NAME_MAX) - 1)) }
    withUnsafeMutableBytes(of: &column.summary) { $0.copyBytes(from: Array(summary.utf8).prefix($0.count - 1)) }
    column.type = kind.code
    column.direction = direction.code
    return column
  }
}
