import PluginAPI

/// A number type that tensors hold.
public protocol TensorElement: Sendable {
  /// The type as tensors name it.
  static var dtype: DType { get }
}
extension Float: TensorElement { public static var dtype: DType { .float32 } }
extension Double: TensorElement { public static var dtype: DType { .float64 } }
extension Int64: TensorElement { public static var dtype: DType { .int64 } }
extension Int32: TensorElement { public static var dtype: DType { .int32 } }
extension UInt8: TensorElement { public static var dtype: DType { .uint8 } }

/// A number type by DLPack's code and its bits.
public struct DType: Hashable, Sendable, CustomStringConvertible {
  /// DLPack's `kDLInt`, `kDLUInt`, `kDLFloat`, ...
  public var code: UInt8
  /// Bits of one value.
  public var bits: UInt8

  /// A type by DLPack's code.
  public init(code: UInt8, bits: UInt8) {
    self.code = code
    self.bits = bits
  }
  /// IEEE 754 single precision.
  public static let float32 = DType(code: UInt8(LEAP_FLOAT), bits: 32)
  /// IEEE 754 double precision.
  public static let float64 = DType(code: UInt8(LEAP_FLOAT), bits: 64)
  /// Signed whole numbers of 64 bits.
  public static let int64 = DType(code: UInt8(LEAP_INT), bits: 64)
  /// Signed whole numbers of 32 bits.
  public static let int32 = DType(code: UInt8(LEAP_INT), bits: 32)
  /// Unsigned integers of 8 bits, such as pixels and bytes.
  public static let uint8 = DType(code: UInt8(LEAP_UINT), bits: 8)

  /// The type as NumPy names it, e.g. "float32".
  public var description: String {
    let kind =
      code == UInt8(LEAP_FLOAT) ? "float" : code == UInt8(LEAP_INT) ? "int" : code == UInt8(LEAP_UINT) ? "uint" : "code\(code)_"
    return "\(kind)\(bits)"
  }
}
