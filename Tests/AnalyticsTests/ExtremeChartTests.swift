import Core
import Foundation
import Testing

@testable import Analytics

/// Charts of numbers at the ends of what there is.
@Suite struct ExtremeChartTests {
  /// A figure beyond the largest number is not defined, and JSON has no word for it.
  @Test func whatOverflowsHasNoValue() throws {
    let table = ColumnTable([("x", .int64([1, 1, 1, 1, 2])), ("y", .float64([1.7e308, 1.7e308, 1.6e308, -1e308, 3]))])
    for aggregate in [ChartQuery.Aggregate.mean, .std] {
      let groups = try ChartQuery(x: .init("x"), y: .init("y", aggregate)).result(over: table).groups
      #expect(groups.first?.value == nil && groups.first?.interval == nil && groups.first?.n == 4, "\(aggregate)")
      #expect(throws: Never.self) { try JSONEncoder().encode(groups) }
    }
    #expect(try ChartQuery(x: .init("x"), y: .init("y", .max)).result(over: table).groups.first?.value == 1.7e308)
  }

  /// Whatever the numbers are, bins end with groups or with one line.
  @Test func extremeNumbersMakeNoTrap() throws {
    let extremes: [Double?] = [1.7e308, -1.7e308, 5, .leastNonzeroMagnitude, 0, -0.0, 1, 1 + .ulpOfOne, 1e15, 0x1p53, -3]
    for first in extremes.indices {
      for second in extremes.indices {
        let table = ColumnTable([("x", .float64([extremes[first], extremes[second], nil, .infinity, .nan]))])
        for groups in [.bins(1), .bins(10_000), .width(1), .width(1e-300), .width(1.7e308), .width(3e-17), .distinct]
          as [ChartQuery.Groups]
        {
          guard let result = try? ChartQuery(x: .init("x", groups)).result(over: table) else { continue }
          #expect(result.groups.reduce(0) { $0 + $1.n } == 2, "\(first) \(second) \(groups)")
        }
      }
    }
    let many = ColumnTable([("x", .int64((0..<20_000).map { Int64($0) })), ("y", .float64((0..<20_000).map { Double($0) }))])
    #expect(throws: LeapError.self) { try ChartQuery(x: .init("x")).result(over: many) }
    #expect(throws: LeapError.self) { try ChartQuery(x: .init("y"), split: "x").result(over: many) }
    #expect(try ChartQuery(x: .init("x", limit: 3)).result(over: many).others.values == 19_997)
  }
}
