import PluginAPI

/// Takes columns for the samples of the call; nil is a missing value. A column that is not filled is missing.
///
/// Columns go by their number in the component's list. Each is filled once, with values of the type that it was declared with and
/// as many as the call has samples; all methods throw the host's code where it does not take them.
public struct Table {
  let raw: OpaquePointer?
  /// Samples of the call, which is how many values each column must have.
  public let count: Int

  /// Fills a column of numbers.
  public func fill(_ column: Int, _ values: [Double?]) throws {
    try send(column, values, 0) { host.pointee.fill_f64(raw, UInt32(column), $0, $1, $2) }
  }

  /// Fills a column of whole numbers.
  public func fill(_ column: Int, _ values: [Int?]) throws {
    try send(column, values.map { $0.map(Int64.init) }, 0) { host.pointee.fill_i64(raw, UInt32(column), $0, $1, $2) }
  }

  /// Fills a column of truth values.
  public func fill(_ column: Int, _ values: [Bool?]) throws {
    try send(column, values.map { $0.map { $0 ? UInt8(1) : 0 } }, 0) { host.pointee.fill_bool(raw, UInt32(column), $0, $1, $2) }
  }

  /// Fills a column of texts.
  public func fill(_ column: Int, _ values: [String?]) throws {
    precondition(values.count == count, "column \(column) needs \(count) values")
    let copies = values.map { $0.map { text in ContiguousArray(text.utf8CString) } }
    var starts: [Int?] = []
    var bytes: [CChar] = []
    for copy in copies {
      starts.append(copy == nil ? nil : bytes.count)
      if let copy { bytes.append(contentsOf: copy) }
    }
    try bytes.withUnsafeBufferPointer { bytes in
      let pointers = starts.map { start in start.map { bytes.baseAddress! + $0 } }
      try pointers.withUnsafeBufferPointer {
        try check(host.pointee.fill_str(raw, UInt32(column), $0.baseAddress, Int64(count)), "column \(column)")
      }
    }
  }

  private func send<Value>(
    _ column: Int, _ values: [Value?], _ filler: Value,
    _ call: (UnsafePointer<Value>?, UnsafePointer<UInt8>?, Int64) -> Int32
  ) throws {
    precondition(values.count == count, "column \(column) needs \(count) values")
    let plain = values.map { $0 ?? filler }
    let present = values.map { UInt8($0 == nil ? 0 : 1) }
    try plain.withUnsafeBufferPointer { plain in
      try present.withUnsafeBufferPointer { present in
        try check(call(plain.baseAddress, present.baseAddress, Int64(count)), "column \(column)")
      }
    }
  }
}
