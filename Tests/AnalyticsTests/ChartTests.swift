import Core
import Foundation
import Testing

@testable import Analytics

@Suite struct ChartTests {
  @Test func agreesWithItsTwin() throws {
    var random = RandomTables(seed: 7)
    for round in 0..<300 {
      let table = random.table(rows: [0, 1, 7, 60][round % 4])
      let x = random.pick(["label", "loss", "my distance", "subset", "correct"])
      let width = ["loss", "my distance"].contains(x) && round % 2 == 0
      let y = ChartQuery.Y(
        random.pick(["label", "my distance", "correct"]),
        random.pick([.mean, .median, .min, .max, .count, .std, .quantile(0.3), .quantile(0), .quantile(1)]))
      var query = ChartQuery(
        x: .init(x, width ? .width(0.75) : .distinct), y: y, split: random.pick([nil, "prediction", "subset"]),
        facet: random.pick([nil, "correct", "label"]), filter: random.pick([nil, .holds("correct")]))
      // Bins of one width cannot span 1e300.
      if width, x == "loss" { query.filter = .compare("loss", .greater, .value(.int64(-1))) }
      let result = try query.result(over: table)
      let expected = try ChartTwin.figures(query, table)
      #expect(result.groups.count == expected.count)
      for group in result.groups {
        let key = ChartTwin.Key(facet: group.facet, split: group.split, x: group.x)
        let (n, value) = try #require(expected[key], "\(query) \(key)")
        #expect(group.n == n && agree(group.value, value, 1e-12), "\(query) \(group) \(String(describing: value))")
        if let interval = group.interval, let value = group.value { #expect(interval.lower <= value && value <= interval.upper) }
      }
      #expect(result.groups.reduce(0) { $0 + $1.n } + result.leftOut.total == result.rows)
    }
  }

  @Test(arguments: [1, 2, 7, 100])
  func binsHoldTheirLowerEdgeAndTheLastItsUpperToo(_ bins: Int) throws {
    var random = SeededRandom(seed: 3)
    let values = (0..<500).map { _ in Double(random.below(1000)) / 10 - 30 }
    let table = ColumnTable([("x", .float64(values.map { $0 }))])
    let groups = try ChartQuery(x: .init("x", .bins(bins))).result(over: table).groups
    #expect(groups.reduce(0) { $0 + $1.n } == 500)
    let top = values.max() ?? 0
    for group in groups {
      guard case .bin(let lower, let upper) = group.x else { continue }
      #expect(group.n == values.count { $0 >= lower && ($0 < upper || (upper == top && $0 == top)) })
    }
  }

  @Test func leavesOutWhatIsMissingAndSaysSo() throws {
    let result = try ChartSample.chart(#"{"x": {"column": "label"}, "y": {"column": "loss"}}"#)
    #expect(result.groups.map(\.n) == [2, 1, 1] && result.groups.map(\.value) == [2, 10, 2])
    #expect(result.rows == 7 && result.leftOut.y == 2 && result.leftOut.x == 1)
    #expect(
      result.notes == [
        "2 rows have no finite value of loss and are left out", "1 row has no finite value of label and is left out",
      ])
  }

  @Test func ordersAndLimits() throws {
    func order(_ order: String) throws -> [GroupKey] {
      try ChartSample.chart(#"{"x": {"column": "label", "order": "\#(order)"}, "y": {"column": "loss"}}"#).groups.map(\.x)
    }
    func keys(_ values: Int64...) -> [GroupKey] { values.map { .value(.int64($0)) } }
    #expect(try order("value") == keys(4, 7, 9))
    #expect(try order("count") == keys(4, 7, 9))
    #expect(try order("y") == keys(7, 4, 9))
    let limited = try ChartSample.chart(#"{"x": {"column": "label", "order": "y", "limit": 1}, "y": {"column": "loss"}}"#)
    #expect(limited.groups.map(\.x) == keys(7) && limited.others == .init(values: 2, rows: 3))
    #expect(limited.notes.last == "2 other values of label with 3 rows are left out")
    // The order is one for all series.
    let split = try ChartSample.chart(#"{"x": {"column": "label", "order": "count"}, "split": "subset"}"#)
    #expect(split.groups.map(\.x) == keys(4, 9, 9, 7) && split.groups.map(\.n) == [3, 1, 1, 1])
  }

  @Test func comparesRunsOverTheSameBins() throws {
    let one = ColumnTable([("x", .float64([0, 1])), ("y", .bool([true, false]))])
    let two = ColumnTable([("x", .float64([9, 10, nil])), ("y", .bool([true, true, true]))])
    let query = ChartQuery(x: .init("x", .bins(2)), y: .init("y"), runs: ["run-0001", "run-0002"])
    let result = try query.result(over: [("run-0001", one), ("run-0002", two)])
    #expect(result.groups.map(\.run) == ["run-0001", "run-0002"])
    #expect(result.groups.map(\.x) == [.bin(lower: 0, upper: 5), .bin(lower: 5, upper: 10)])
    #expect(result.groups.map(\.value) == [0.5, 1] && result.leftOut.x == 1)
  }

  @Test func usualGroupsFollowTheKind() throws {
    #expect(try ChartSample.chart(#"{"x": {"column": "loss"}}"#).query.x.groups == .bins(20))
    for column in ["label", "correct", "subset"] {
      #expect(try ChartSample.chart(#"{"x": {"column": "\#(column)"}}"#).query.x.groups == .distinct)
    }
  }

  @Test func nothingAtAll() throws {
    for query in [
      #"{"x": {"column": "loss"}, "filter": "loss > 99"}"#,
      #"{"x": {"column": "label"}, "filter": "loss > 99", "facet": "subset"}"#,
    ] {
      let result = try ChartSample.chart(query)
      #expect(result.groups.isEmpty && result.rows == 0 && result.notes.isEmpty && result.table.rows.isEmpty)
    }
    let same = ColumnTable([("x", .float64([3, 3]))])
    #expect(try ChartQuery(x: .init("x", .bins(4))).result(over: same).groups.map(\.x) == [.bin(lower: 3, upper: 3.25)])
  }
}
