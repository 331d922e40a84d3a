import Core
import Foundation
import Analytics
import Testing

@Suite struct FilterTests {
  let table = {
    var table = ColumnTable([
      ("label", .int64([4, 4, 9, nil, 9])), ("prediction", .int64([4, 9, 9, 1, 4])), ("loss", .float64([0.5, 2, 1, nil, .nan])),
      ("correct", .bool([true, false, true, nil, false])), ("validation", .bool([true, true, true, true, true])),
      ("subset", .string(["training", "training", "validation", "validation", nil])),
      ("has-circle", .bool([true, nil, false, false, true])),
    ])
    table.selections = ["closed fours": RowMask(rows: [0, 3], of: 5)]
    return table
  }()

  func rows(_ text: String) throws -> [Int] { try Filter(parsing: text, for: table).mask(over: table).rows }

  @Test(arguments: [
    ("label == 4", [0, 1]), ("label == 4 && loss > 1", [1]), ("4 == label and 1 < loss", [1]), ("label in [4, 1]", [0, 1]),
    ("label in (4)", [0, 1]), ("label not in [4]", [2, 4]), ("loss between 1 and 2", [1, 2]),
    ("1 <= loss && loss <= 2.0", [1, 2]),
    ("!(loss between 1 and 2)", [0, 4]), ("missing(loss)", [3]), ("!missing(loss)", [0, 1, 2, 4]), ("correct", [0, 2]),
    ("!correct", [1, 4]), ("not correct or missing(correct)", [1, 3, 4]), ("correct == false", [1, 4]),
    ("false == correct", [1, 4]),
    ("label != prediction", [1, 4]), ("prediction >= loss", [0, 1, 2]), ("subset == validation", [2, 3]),
    ("subset != 'training'", [2, 3]),
    ("subset in [training, test]", [0, 1]), ("subset < \"u\"", [0, 1]), ("`has-circle`", [0, 4]),
    ("selection(`closed fours`)", [0, 3]),
    ("!selection(\"closed fours\")", [1, 2, 4]), ("label == 4 || label == 9 && correct", [0, 1, 2]),
    ("(label == 4 || label == 9) && correct", [0, 2]), ("!!correct", [0, 2]), ("label < 4.5", [0, 1]), ("loss == 2", [1]),
    ("loss != 2", [0, 2, 4]), ("!(loss == 2)", [0, 2, 4]), ("!(loss > 0)", [4]), ("loss > -1e-3", [0, 1, 2]),
  ])
  func selects(_ text: String, _ expected: [Int]) throws { #expect(try rows(text) == expected) }

  @Test func agreesWithItsTwinAndWithItsOwnTextAndJSON() throws {
    var random = RandomTables(seed: 6)
    for round in 0..<400 {
      let table = random.table(rows: [0, 1, 7, 40][round % 4])
      let filter = random.filter(depth: round % 5)
      let mask = try filter.mask(over: table)
      #expect(try mask.flags == FilterTwin(table: table).mask(filter), "\(filter)")
      #expect(try Filter(parsing: filter.description) == filter)
      let json = try JSONEncoder().encode(filter)
      #expect(try JSONDecoder().decode(Filter.self, from: json) == filter)
      #expect(try JSONDecoder().decode(Filter.self, from: JSONEncoder().encode(filter.description)) == filter)
    }
  }

  @Test(arguments: [
    ("", "the end stands where a column is expected (character 1)"), ("label = 4", "'=' has no meaning (character 7); write =="),
    ("label == ", "the end stands where a column is expected (character 10)"),
    ("lable == 4", "there is no column 'lable' (character 1); did you mean 'label'?"),
    ("correct && los > 1", "there is no column 'los' (character 12); did you mean 'loss'?"), ("label & correct", "write &&"),
    ("label == '4'", "column 'label' is a whole number, and \"4\" is text (character 1)"),
    ("subset == 4", "column 'subset' is text, and 4 is a whole number"),
    ("loss", "column 'loss' is no yes or no (character 1); compare it"), ("correct > true", "has no order"),
    ("correct between 1 and 2", "has no order"),
    ("label in []", "']' stands where a column is expected (character 11)"),
    ("label in [4", "the end stands where ']' is expected"),
    ("(label == 4", "the end stands where ')' is expected (character 12)"),
    ("label == 4)", "')' stands where '&&', '||' or the end is expected (character 11)"),
    ("4", "the end stands where a comparison such as '==' is expected"), ("4 == 4", "4 stands where a column is expected"),
    ("true false", "false"), ("subset == 'x", "the quote ' is never closed (character 11)"),
    ("selection(open)", "there is no selection 'open' (character 11); selections are closed fours"),
    ("label == 99999999999999999999", "is no number that fits (character 10)"), ("loss > 1e999", "is no number that fits"),
    ("loss > 4x", "'4x' is no number that fits"),
    ("loss > -", "'-' is no number that fits"),
    ("label == subset", "column 'subset' is text and cannot be compared with 'label', which is a whole number (character 10)"),
    ("label ~ 4", "'~' has no meaning (character 7)"), ("subset == 'a\\b'", "'\\b' has no meaning"),
    ("label == nine", "there is no column 'nine'"),
  ])
  func saysWhatIsWrongAndWhere(_ text: String, _ words: String) throws {
    let error = #expect(throws: LeapError.self) { try Filter(parsing: text, for: table) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func limitsDepth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "correct" + String(repeating: ")", count: depth)
    }
    #expect(try rows(nested(63)) == [0, 2])
    for text in [nested(65), nested(5_000), String(repeating: "!", count: 5_000) + "correct"] {
      #expect(throws: LeapError.self) { try Filter(parsing: text) }
    }
    let json = String(repeating: #"{"not":"#, count: 400) + #""correct""# + String(repeating: "}", count: 400)
    #expect(throws: LeapError.self) { try JSONDecoder().decode(Filter.self, from: Data(json.utf8)) }
  }

  /// A URL or a body can hold tens of thousands of values and conditions: time and memory must not grow with rows times values.
  @Test func longListsAndChains() throws {
    let large = ColumnTable([
      ("label", .int64((0..<50_000).map { $0 % 5 == 0 ? nil : Int64($0) })),
      ("loss", .float64((0..<50_000).map { $0 == 7 ? .nan : Double($0) / 2 })),
    ])
    let numbers = (0..<40_000).map { "\(2 * $0)" }.joined(separator: ", ")
    func count(_ text: String) throws -> Int { try Filter(parsing: text, for: large).mask(over: large).count }
    #expect(try count("label in [\(numbers)]") == 20_000)
    #expect(try count("label not in [\(numbers)]") == 20_000)
    #expect(try count("loss in [\(numbers), 0.5]") == 12_501)
    #expect(try count("loss not in [\(numbers), 0.5]") == 37_499)

    func chain(_ conditions: Int) -> String { [String](repeating: "correct", count: conditions).joined(separator: " && ") }
    #expect(try rows(chain(1000)) == [0, 2])
    #expect(throws: LeapError.self) { try Filter(parsing: chain(1001)) }
    let json = #"{"any":["\#(chain(600))","\#(chain(600))"]}"#
    #expect(throws: LeapError.self) { try JSONDecoder().decode(Filter.self, from: Data(json.utf8)) }
  }

  @Test func samplesHaveSubsetAndIndex() throws {
    let samples = Rows([
      SubsetInfo(name: "training", state: .training, count: 3), SubsetInfo(name: "test", state: .test, count: 2),
    ])
    let table = ColumnTable(samples: samples, columns: [ColumnInfo(name: "x", kind: .int64, source: "leap")]) { name in
      #expect(name == "x")
      return .int64([1, 2, 3, 4, 5])
    }
    #expect(table.columns.map(\.name) == ["subset", "index", "x"])
    #expect(try Filter(parsing: "subset == test || index == 0 && x < 9", for: table).mask(over: table).rows == [0, 3, 4])
    let short = ColumnTable(samples: samples, columns: [ColumnInfo(name: "x", kind: .int64, source: "leap")]) { _ in .int64([1]) }
    #expect(throws: LeapError.self) { try Filter(parsing: "x == 1", for: short).mask(over: short) }
  }
}
