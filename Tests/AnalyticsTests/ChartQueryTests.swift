import Core
import Foundation
import Testing

@testable import Analytics

/// Queries of charts as JSON, and what is none.
@Suite struct ChartQueryTests {
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
    let error = #expect(throws: LeapError.self) { try ChartSample.chart(json) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
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
    #expect(try ChartSample.chart(json).groups.count == 2)
    for count in bytes.indices {
      #expect(throws: (any Error).self) { try ChartSample.chart(String(decoding: bytes[..<count], as: UTF8.self)) }
    }
    for i in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[i] ^= 1 << UInt8(bit)
        if let result = try? ChartSample.chart(String(decoding: damaged, as: UTF8.self)) {
          #expect(result.groups.reduce(0) { $0 + $1.n } + result.leftOut.total + result.others.rows == result.rows)
        }
      }
    }
  }

  @Test func refusesOtherRunsThanItsOwn() {
    let table = ChartSample.table
    let query = ChartQuery(x: .init("label"), runs: ["a", "b"])
    #expect(throws: LeapError.self) { try query.result(over: table) }
    #expect(throws: LeapError.self) { try query.result(over: [("b", table), ("a", table)]) }
    #expect(throws: LeapError.self) { try ChartQuery(x: .init("label")).result(over: [("a", table), ("b", table)]) }
  }
}
