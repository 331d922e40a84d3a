import Core
import Foundation

@testable import Analytics

/// Charts of seven samples.
enum ChartSample {
  static let table = ColumnTable([
    ("label", .int64([4, 9, 4, 9, 7, nil, 4])), ("loss", .float64([1, 2, 3, .nan, 10, 1, nil])),
    ("correct", .bool([true, true, false, true, false, true, true])),
    ("subset", .string(["a", "b, c", "a", "a", "b, c", "a", "a"])),
    ("distance", .float64([0.2, 0.6, 0.5, 1, -0.1, 7, 8])),
  ])

  static func chart(_ json: String) throws -> ChartResult {
    try JSONDecoder().decode(ChartQuery.self, from: Data(json.utf8)).result(over: table)
  }
}
