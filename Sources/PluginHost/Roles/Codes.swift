import Core
import PluginAPI

/// A value that the ABI writes as one of the header's numbers.
protocol HeaderCoded: CaseIterable {
  /// The number that stands for the value in the header.
  var code: UInt32 { get }
}

extension HeaderCoded {
  /// The value that a number of the header stands for; nil for a number that it does not have.
  init?(code: UInt32) {
    guard let value = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = value
  }
}

extension SubsetState: HeaderCoded {
  var code: UInt32 {
    switch self {
    case .training: UInt32(LEAP_SUBSET_TRAINING)
    case .validation: UInt32(LEAP_SUBSET_VALIDATION)
    case .test: UInt32(LEAP_SUBSET_TEST)
    case .unlabeled: UInt32(LEAP_SUBSET_UNLABELED)
    }
  }
}

extension ColumnValues.Kind: HeaderCoded {
  var code: UInt32 {
    switch self {
    case .float64: UInt32(LEAP_COLUMN_F64)
    case .int64: UInt32(LEAP_COLUMN_I64)
    case .bool: UInt32(LEAP_COLUMN_BOOL)
    case .string: UInt32(LEAP_COLUMN_STRING)
    }
  }
}

extension ColumnInfo.Direction: HeaderCoded {
  var code: UInt32 {
    switch self {
    case .none: UInt32(LEAP_DIRECTION_NONE)
    case .up: UInt32(LEAP_DIRECTION_UP)
    case .down: UInt32(LEAP_DIRECTION_DOWN)
    }
  }
}
