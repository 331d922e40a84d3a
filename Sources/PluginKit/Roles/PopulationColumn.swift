import PluginAPI

/// A column of a population: one value a sample, any of them may be missing.
public struct PopulationColumn {
  /// One value a sample, `[count]`, by type; what stands where one is missing means nothing.
  public enum Values {
    case float64(UnsafeBufferPointer<Double>)
    case int64(UnsafeBufferPointer<Int64>)
    /// Truth values, 0 or 1 for each sample.
    case bool(UnsafeBufferPointer<UInt8>)
    /// Numbers of `words`, each of which stands there once.
    case string(UnsafeBufferPointer<Int32>, words: [String])
  }
  /// The name of the column in the run.
  public let name: String
  /// What it says and in which unit.
  public let summary: String
  /// Which way is better.
  public let direction: Column.Direction
  /// One value for each sample, `[count]`, valid as long as the population.
  public let values: Values
  /// One byte for each sample, `[count]`, 0 where its value is missing; nil when none is.
  public let present: UnsafeBufferPointer<UInt8>?

  /// Whether a sample has a value.
  public func isPresent(_ row: Int) -> Bool { present.map { $0[row] != 0 } ?? true }
}

/// The columns that a host sent along. A host of before they existed sent a shorter table.
func populationColumns(_ raw: UnsafePointer<leap_population>, count: Int) throws -> [PopulationColumn] {
  let needed = MemoryLayout<leap_population>.offset(of: \.column_count)! + MemoryLayout<Int64>.size
  guard Int(raw.pointee.struct_size) >= needed, let first = raw.pointee.columns, raw.pointee.column_count > 0 else { return [] }
  return try UnsafeBufferPointer(start: first, count: Int(raw.pointee.column_count)).map { try PopulationColumn($0, count) }
}

extension PopulationColumn {
  fileprivate init(_ raw: leap_values, _ count: Int) throws {
    var declared = raw.column
    let column = Column(&declared)
    (name, summary, direction) = (column.name, column.summary, column.direction)
    present = raw.present.map { UnsafeBufferPointer(start: $0, count: count) }
    guard raw.values != nil || count == 0 else { throw PluginError(.argument, "column '\(column.name)' has no values") }
    func all<Value>(_: Value.Type) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(start: raw.values?.assumingMemoryBound(to: Value.self), count: count)
    }
    switch column.kind {
    case .float64: values = .float64(all(Double.self))
    case .int64: values = .int64(all(Int64.self))
    case .bool: values = .bool(all(UInt8.self))
    case .string:
      let numbers = all(Int32.self)
      let words = (0..<Int(raw.word_count)).map { raw.words?[$0].map { String(cString: $0) } ?? "" }
      for row in 0..<count where present.map({ $0[row] != 0 }) ?? true {
        guard words.indices.contains(Int(numbers[row])) else {
          throw PluginError(.argument, "column '\(column.name)' has no word \(numbers[row]): it has \(words.count)")
        }
      }
      values = .string(numbers, words: words)
    }
  }
}
