/// Little-endian numbers in bytes, without unsafe code. Inlinable, because generic code of another module is slow.
public enum Bytes {
  @inlinable public static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    var value = value
    for _ in 0..<Value.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: value))
      if Value.bitWidth > 8 { value >>= 8 }
    }
  }

  /// - Precondition: `offset + size` is within `bytes`.
  @inlinable public static func read<Value: FixedWidthInteger & UnsignedInteger>(
    _: Value.Type, from bytes: [UInt8], at offset: Int
  ) -> Value {
    var value: Value = 0
    for i in 0..<Value.bitWidth / 8 { value |= Value(bytes[offset + i]) << Value(8 * i) }
    return value
  }

  @inlinable public static func floats(_ bytes: [UInt8], at offset: Int, count: Int) -> [Float] {
    (0..<count).map { Float(bitPattern: read(UInt32.self, from: bytes, at: offset + 4 * $0)) }
  }
  @inlinable public static func doubles(_ bytes: [UInt8], at offset: Int, count: Int) -> [Double] {
    (0..<count).map { Double(bitPattern: read(UInt64.self, from: bytes, at: offset + 8 * $0)) }
  }
  @inlinable public static func int64s(_ bytes: [UInt8], at offset: Int, count: Int) -> [Int64] {
    (0..<count).map { Int64(bitPattern: read(UInt64.self, from: bytes, at: offset + 8 * $0)) }
  }
}
