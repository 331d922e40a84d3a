import Core

/// How the values of up to 1,024 rows of a column lie in the database, so that one row can be read without the others.
///
/// ```
/// has missing (1 byte: 0 or 1)
/// bit map of the values that are there, lowest bit first (only if any is missing)
/// float64, int64    8 bytes each, little-endian; 0 where missing
/// bool              1 byte each
/// string            n + 1 offsets of 4 bytes, then the texts in UTF-8
/// ```
enum ColumnBlock {
  static let rows = 1024

  /// - Returns: nil when the texts of a block are too long for their offsets.
  static func encode(_ values: ColumnValues, _ rows: Range<Int>) -> [UInt8]? {
    switch values {
    case .float64(let values):
      return encode(values[rows]) {
        Bytes.append($1.bitPattern, to: &$0)
      } missing: {
        0.0
      }
    case .int64(let values):
      return encode(values[rows]) {
        Bytes.append($1, to: &$0)
      } missing: {
        0
      }
    case .bool(let values):
      return encode(values[rows]) {
        $0.append($1 ? 1 : 0)
      } missing: {
        false
      }
    case .string(let values):
      var bytes = validity(values[rows])
      var texts: [UInt8] = []
      Bytes.append(UInt32(0), to: &bytes)
      for value in values[rows] {
        if let value { texts += value.utf8 }
        guard let end = UInt32(exactly: texts.count) else { return nil }
        Bytes.append(end, to: &bytes)
      }
      return bytes + texts
    }
  }

  private static func encode<Value>(
    _ values: ArraySlice<Value?>, _ append: (inout [UInt8], Value) -> Void, missing: () -> Value
  ) -> [UInt8] {
    var bytes = validity(values)
    bytes.reserveCapacity(bytes.count + 8 * values.count)
    for value in values { append(&bytes, value ?? missing()) }
    return bytes
  }

  private static func validity<Value>(_ values: ArraySlice<Value?>) -> [UInt8] {
    guard values.contains(where: { $0 == nil }) else { return [0] }
    var bits = [UInt8](repeating: 0, count: (values.count + 7) / 8)
    for (i, value) in values.enumerated() where value != nil { bits[i / 8] |= 1 << UInt8(i % 8) }
    return [1] + bits
  }
}

/// A block that was read: checked once, then every row of it can be.
struct StoredBlock {
  let bytes: [UInt8]
  let kind: ColumnValues.Kind
  let count: Int
  private let start: Int

  /// - Returns: nil when `bytes` are not a block of `count` values of this kind.
  init?(_ bytes: [UInt8], kind: ColumnValues.Kind, count: Int) {
    guard let flag = bytes.first, flag <= 1 else { return nil }
    self.bytes = bytes
    self.kind = kind
    self.count = count
    start = 1 + (flag == 1 ? (count + 7) / 8 : 0)
    let body = bytes.count - start
    switch kind {
    case .float64, .int64: guard body == 8 * count else { return nil }
    case .bool: guard body == count else { return nil }
    case .string:
      guard body >= 4 * (count + 1) else { return nil }
      var last = 0
      for i in 0...count {
        let offset = textOffset(i)
        guard offset >= last, i > 0 || offset == 0 else { return nil }
        last = offset
      }
      guard body == 4 * (count + 1) + last else { return nil }
    }
  }

  func isThere(_ row: Int) -> Bool { bytes[0] == 0 || bytes[1 + row / 8] >> UInt8(row % 8) & 1 == 1 }
  private func textOffset(_ i: Int) -> Int { Int(Bytes.read(UInt32.self, from: bytes, at: start + 4 * i)) }

  func float64(_ row: Int) -> Double? {
    isThere(row) ? Double(bitPattern: Bytes.read(UInt64.self, from: bytes, at: start + 8 * row)) : nil
  }
  func int64(_ row: Int) -> Int64? {
    isThere(row) ? Int64(bitPattern: Bytes.read(UInt64.self, from: bytes, at: start + 8 * row)) : nil
  }
  func bool(_ row: Int) -> Bool? { isThere(row) ? bytes[start + row] != 0 : nil }
  func string(_ row: Int) -> String? {
    let texts = start + 4 * (count + 1)
    return isThere(row)
      ? String(decoding: bytes[texts + textOffset(row)..<texts + textOffset(row + 1)], as: UTF8.self) : nil
  }

  subscript(row: Int) -> ColumnValue? {
    switch kind {
    case .float64: float64(row).map(ColumnValue.float64)
    case .int64: int64(row).map(ColumnValue.int64)
    case .bool: bool(row).map(ColumnValue.bool)
    case .string: string(row).map(ColumnValue.string)
    }
  }
}
