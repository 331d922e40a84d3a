import Core

/// A type of C that a signature can name.
public enum CType: String, Sendable, CaseIterable {
  case i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, bool, usize, isize
  /// An address of anything.
  case ptr
  /// A text `const char *`, ended by a zero byte.
  case str

  /// What C itself calls them, on every 64-bit Linux.
  private static let namesInC: [String: CType] = [
    "double": .f64, "float": .f32, "int": .i32, "unsigned": .u32, "long": .i64, "size_t": .usize, "ssize_t": .isize,
    "int8_t": .i8, "int16_t": .i16, "int32_t": .i32, "int64_t": .i64, "uint8_t": .u8, "uint16_t": .u16, "uint32_t": .u32,
    "uint64_t": .u64, "_Bool": .bool,
  ]

  /// - Parameter name: e.g. `f64`, or `double` as C has it.
  init?(name: String) {
    guard let type = CType(rawValue: name) ?? Self.namesInC[name] else { return nil }
    self = type
  }

  /// All names that `init` knows, shortest vocabulary first.
  static let names = allCases.map(\.rawValue) + namesInC.keys.sorted()

  /// Bytes of one value.
  public var size: Int {
    switch self {
    case .i8, .u8, .bool: 1
    case .i16, .u16: 2
    case .i32, .u32, .f32: 4
    case .i64, .u64, .f64, .usize, .isize, .ptr, .str: 8
    }
  }

  public var isFloat: Bool { self == .f32 || self == .f64 }
  public var isInteger: Bool { integers != nil && self != .bool }
  public var isNumber: Bool { isFloat || isInteger }

  /// What C passes after `...` as it is; smaller numbers would be widened on the way.
  var mayBeVariadic: Bool { size >= 4 && self != .f32 }

  /// The least and the largest whole number, for types that hold whole numbers only.
  public var integers: (least: Int64, most: UInt64)? {
    switch self {
    case .i8: (Int64(Int8.min), UInt64(Int8.max))
    case .i16: (Int64(Int16.min), UInt64(Int16.max))
    case .i32: (Int64(Int32.min), UInt64(Int32.max))
    case .i64, .isize: (Int64.min, UInt64(Int64.max))
    case .u8: (0, UInt64(UInt8.max))
    case .u16: (0, UInt64(UInt16.max))
    case .u32: (0, UInt64(UInt32.max))
    case .u64, .usize: (0, UInt64.max)
    case .bool: (0, 1)
    case .f32, .f64, .ptr, .str: nil
    }
  }

  /// Whether the type holds the whole number exactly; floats take any.
  public func holds(_ number: Int64) -> Bool {
    guard let integers else { return isFloat }
    return number >= integers.least && (number < 0 || UInt64(number) <= integers.most)
  }

  /// What a column of results of this type holds; nil for addresses.
  public var column: ColumnValues.Kind? {
    switch self {
    case .f32, .f64: .float64
    case .bool: .bool
    case .str: .string
    case .ptr: nil
    default: .int64
    }
  }
}
