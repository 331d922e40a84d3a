import Core
import Foundation
@testable import Analytics
import Testing

@Suite struct ChartTests {
  let table = ColumnTable([
    ("label", .int64([4, 9, 4, 9, 7, nil, 4])), ("loss", .float64([1, 2, 3, .nan, 10, 1, nil])),
    ("correct", .bool([true, true, false, true, false, true, true])),
    ("subset", .string(["a", "b, c", "a", "a", "b, c", "a", "a"])),
    ("distance", .float64([0.2, 0.6, 0.5, 1, -0.1, 7, 8])),
  ])

  func chart(_ json: String) throws -> ChartResult {
    try JSONDecoder().decode(ChartQuery.self, from: Data(json.utf8)).result(over: table)
  }

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
    let result = try chart(#"{"x": {"column": "label"}, "y": {"column": "loss"}}"#)
    #expect(result.groups.map(\.n) == [2, 1, 1] && result.groups.map(\.value) == [2, 10, 2])
    #expect(result.rows == 7 && result.leftOut.y == 2 && result.leftOut.x == 1)
    #expect(
      result.notes == [
        "2 rows have no finite value of loss and are left out", "1 row has no finite value of label and is left out",
      ])
  }

  @Test func ordersAndLimits() throws {
    func order(_ order: String) throws -> [GroupKey] {
      try chart(#"{"x": {"column": "label", "order": "\#(order)"}, "y": {"column": "loss"}}"#).groups.map(\.x)
    }
    func keys(_ values: Int64...) -> [GroupKey] { values.map { .value(.int64($0)) } }
    #expect(try order("value") == keys(4, 7, 9))
    #expect(try order("count") == keys(4, 7, 9))
    #expect(try order("y") == keys(7, 4, 9))
    let limited = try chart(#"{"x": {"column": "label", "order": "y", "limit": 1}, "y": {"column": "loss"}}"#)
    #expect(limited.groups.map(\.x) == keys(7) && limited.others == .init(values: 2, rows: 3))
    #expect(limited.notes.last == "2 other values of label with 3 rows are left out")
    // The order is one for all series.
    let split = try chart(#"{"x": {"column": "label", "order": "count"}, "split": "subset"}"#)
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
    #expect(try chart(#"{"x": {"column": "loss"}}"#).query.x.groups == .bins(20))
    for column in ["label", "correct", "subset"] {
      #expect(try chart(#"{"x": {"column": "\#(column)"}}"#).query.x.groups == .distinct)
    }
  }

  @Test func nothingAtAll() throws {
    for query in [
      #"{"x": {"column": "loss"}, "filter": "loss > 99"}"#,
      #"{"x": {"column": "label"}, "filter": "loss > 99", "facet": "subset"}"#,
    ] {
      let result = try chart(query)
      #expect(result.groups.isEmpty && result.rows == 0 && result.notes.isEmpty && result.table.rows.isEmpty)
    }
    let same = ColumnTable([("x", .float64([3, 3]))])
    #expect(try ChartQuery(x: .init("x", .bins(4))).result(over: same).groups.map(\.x) == [.bin(lower: 3, upper: 3.25)])
  }

  @Test(arguments: [
    (#"{"x": {"column": "los"}}"#, "there is no column 'los'; did you mean 'loss'?"),
    (#"{"x": {"colum": "loss"}}"#, "did you mean 'column'?"),
    (#"{"x": {"column": "loss", "bins": 3, "width": 1}}"#, "more than one of bins, width and distinct"),
    (#"{"x": {"column": "loss", "bins": 0}}"#, "0 bins"),
    (#"{"x": {"column": "loss", "width": -1}}"#, "cannot be -1.0 wide"),
    (#"{"x": {"column": "loss", "width": 1e-9}}"#, "choose another width"),
    (#"{"x": {"column": "loss", "width": 1e-310}}"#, "choose another width"),
    (#"{"x": {"column": "loss", "width": 1e308}, "y": {"aggregate": "mode"}}"#, "no aggregate 'mode'"),
    (#"{"x": {"column": "subset", "bins": 3}}"#, "is no number and has no bins"),
    (#"{"x": {"column": "loss", "bins": 3, "limit": 1}}"#, "order and limit are for distinct values"),
    (#"{"x": {"column": "label", "limit": 0}}"#, "a limit of 0"),
    (#"{"x": {"column": "label", "order": "valu"}}"#, "did you mean 'value'?"),
    (#"{"x": {"column": "label"}, "y": {"column": "subset", "aggregate": "mean"}}"#, "is text and has no mean"),
    (#"{"x": {"column": "label"}, "y": {"aggregate": "max"}}"#, "the max of what"),
    (#"{"x": {"column": "label"}, "y": {"column": "loss", "quantile": 2}}"#, "no quantile 2.0"),
    (#"{"x": {"column": "label"}, "y": {"column": "loss", "aggregate": "quantile"}}"#, "the quantile is not said"),
    (#"{"x": {"column": "label"}, "y": {"column": "loss", "aggregate": "mean", "quantile": 0.5}}"#, "'mean' takes no quantile"),
    (#"{"x": {"column": "label"}, "filter": "los > 1"}"#, "did you mean 'loss'?"),
    (#"{"x": {"column": "label"}, "runs": ["a", "a"]}"#, "named twice"),
    (#"{"x": {"column": "label"}, "facets": "loss"}"#, "did you mean 'facet'?"),
  ])
  func refuses(_ json: String, _ words: String) {
    let error = #expect(throws: LeapError.self) { try chart(json) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// Whatever the numbers are, bins end with groups or with one line.
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

  @Test func textForms() throws {
    let result = try chart(
      #"{"x": {"column": "distance", "width": 0.5}, "y": {"column": "correct"}, "facet": "subset", "filter": "distance < 7"}"#)
    #expect(result.table.header == ["subset", "distance", "n", "mean correct", "95 % interval"])
    #expect(result.table.rows.first == ["a", "0..0.5", "1", "1", "0.2065..1"])
    let lines = result.csv.components(separatedBy: "\r\n")
    #expect(lines[0] == "facet,lower,upper,n,value,interval_lower,interval_upper" && lines.last == "")
    #expect(lines[1].hasPrefix("a,0.0,0.5,1,1.0,0.206549") && lines[4].hasPrefix("\"b, c\",-0.5,0.0,1,0.0,0.0,0.79345"))
    let count = try chart(#"{"x": {"column": "label"}}"#)
    #expect(count.table.header == ["label", "n"] && count.table.rows == [["4", "3"], ["7", "1"], ["9", "2"]])
    #expect(count.csv == "x,n,value,interval_lower,interval_upper\r\n4,3,3.0,,\r\n7,1,1.0,,\r\n9,2,2.0,,\r\n")
    #expect(CSV.text([["a\"b", "c\nd", "e"]]) == "\"a\"\"b\",\"c\nd\",e\r\n")
    let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(result))
    #expect(json.at(pointer: "/groups/0/facet") == .string("a") && json.at(pointer: "/groups/0/upper") == .double(0.5))
    #expect(json.at(pointer: "/query/x/width") == .double(0.5) && json.at(pointer: "/left_out/x") == .int(0))
  }

  @Test func queriesTravelAsJSON() throws {
    for groups in [nil, .bins(3), .width(0.25), .distinct] as [ChartQuery.Groups?] {
      for aggregate in [.mean, .median, .count, .quantile(0.25)] as [ChartQuery.Aggregate] {
        let query = ChartQuery(
          x: .init("a", groups, order: .count, limit: 3), y: .init("b", aggregate), split: "c", facet: "d", filter: .holds("e"),
          runs: ["f"])
        #expect(try JSONDecoder().decode(ChartQuery.self, from: JSONEncoder().encode(query)) == query)
      }
    }
    let least = ChartQuery(x: .init("a"))
    #expect(try JSONDecoder().decode(ChartQuery.self, from: JSONEncoder().encode(least)) == least)
  }

  /// Whatever becomes of a query, it ends with groups or with an error.
  @Test func survivesEveryTruncationAndBitFlip() throws {
    let json =
      #"{"x":{"column":"label","order":"y","limit":2},"y":{"column":"loss","quantile":0.5},"split":"subset","filter":{"not":"loss > 2"}}"#
    let bytes = Array(json.utf8)
    #expect(try chart(json).groups.count == 2)
    for count in bytes.indices {
      #expect(throws: (any Error).self) { try chart(String(decoding: bytes[..<count], as: UTF8.self)) }
    }
    for i in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[i] ^= 1 << UInt8(bit)
        if let result = try? chart(String(decoding: damaged, as: UTF8.self)) {
          #expect(result.groups.reduce(0) { $0 + $1.n } + result.leftOut.total + result.others.rows == result.rows)
        }
      }
    }
  }

  @Test func refusesOtherRunsThanItsOwn() {
    let query = ChartQuery(x: .init("label"), runs: ["a", "b"])
    #expect(throws: LeapError.self) { try query.result(over: table) }
    #expect(throws: LeapError.self) { try query.result(over: [("b", table), ("a", table)]) }
    #expect(throws: LeapError.self) { try ChartQuery(x: .init("label")).result(over: [("a", table), ("b", table)]) }
  }

  @Test(arguments: [
    (0.123456, "0.1235"), (1234567, "1235000"), (-2.5, "-2.5"), (0, "0"), (1e-7, "1e-07"), (0.00099996, "0.001"),
    (3.14159, "3.142"), (1e300, "1e+300"),
  ])
  func shortNumbers(_ value: Double, _ text: String) { #expect(shortNumber(value, digits: 4) == text) }
}
