import Core
import PluginAPI

/// Types of values as DLPack, and so the border, counts them.
extension DType {
  init?(code: UInt8, bits: UInt8) {
    guard let dtype = Self.allCases.first(where: { $0 != .bool && $0.code == (code, bits) }) else { return nil }
    self = dtype
  }
  var code: (UInt8, UInt8) {
    switch self {
    case .float32: (UInt8(LEAP_FLOAT), 32)
    case .float64: (UInt8(LEAP_FLOAT), 64)
    case .int64: (UInt8(LEAP_INT), 64)
    case .int32: (UInt8(LEAP_INT), 32)
    case .uint8, .bool: (UInt8(LEAP_UINT), 8)
    }
  }
  var swiftType: Any.Type {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .int64: Int64.self
    case .int32: Int32.self
    case .uint8, .bool: UInt8.self
    }
  }
}
