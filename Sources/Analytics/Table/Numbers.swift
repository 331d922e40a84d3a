import Core

extension ColumnValues {
  /// The values as float64, with NaN where one is missing, and 0 and 1 for a bool; nil for text.
  ///
  /// Whole numbers beyond 2^53 are rounded.
  var numbers: [Double]? {
    switch self {
    case .float64(let values): values.map { $0 ?? .nan }
    case .int64(let values): values.map { $0.map(Double.init) ?? .nan }
    case .bool(let values): values.map { $0.map { $0 ? 1 : 0 } ?? .nan }
    case .string: nil
    }
  }
}
