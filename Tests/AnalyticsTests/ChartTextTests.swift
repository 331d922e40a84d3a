import Core
import Foundation
import Testing

@testable import Analytics

/// Charts as tables, CSV and JSON.
@Suite struct ChartTextTests {
  @Test func textForms() throws {
    let result = try ChartSample.chart(
      #"{"x": {"column": "distance", "width": 0.5}, "y": {"column": "correct"}, "facet": "subset", "filter": "distance < 7"}"#)
    #expect(result.table.header == ["subset", "distance", "n", "mean correct", "95 % interval"])
    #expect(result.table.rows.first == ["a", "0..0.5", "1", "1", "0.2065..1"])
    let lines = result.csv.components(separatedBy: "\r\n")
    #expect(lines[0] == "facet,lower,upper,n,value,interval_lower,interval_upper" && lines.last == "")
    #expect(lines[1].hasPrefix("a,0.0,0.5,1,1.0,0.206549") && lines[4].hasPrefix("\"b, c\",-0.5,0.0,1,0.0,0.0,0.79345"))
    let count = try ChartSample.chart(#"{"x": {"column": "label"}}"#)
    #expect(count.table.header == ["label", "n"] && count.table.rows == [["4", "3"], ["7", "1"], ["9", "2"]])
    #expect(count.csv == "x,n,value,interval_lower,interval_upper\r\n4,3,3.0,,\r\n7,1,1.0,,\r\n9,2,2.0,,\r\n")
    #expect(CSV.text([["a\"b", "c\nd", "e"]]) == "\"a\"\"b\",\"c\nd\",e\r\n")
    let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(result))
    #expect(json.at(pointer: "/groups/0/facet") == .string("a") && json.at(pointer: "/groups/0/upper") == .double(0.5))
    #expect(json.at(pointer: "/query/x/width") == .double(0.5) && json.at(pointer: "/left_out/x") == .int(0))
  }

  @Test(arguments: [
    (0.123456, "0.1235"), (1234567, "1235000"), (-2.5, "-2.5"), (0, "0"), (1e-7, "1e-07"), (0.00099996, "0.001"),
    (3.14159, "3.142"), (1e300, "1e+300"),
  ])
  func shortNumbers(_ value: Double, _ text: String) { #expect(shortNumber(value, digits: 4) == text) }
}
