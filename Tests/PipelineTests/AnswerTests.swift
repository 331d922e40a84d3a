import Analytics
import Core
import Foundation
import Store
import Testing

@testable import Pipeline

/// One value serves the command line and the API: the same keys, said in two ways where there is nothing to say.
@Suite struct AnswerTests {
  private func text(_ answer: some Answer, _ style: AnswerStyle) throws -> String { try style.text(answer, .compact) }

  private func keys(_ answer: some Answer, _ style: AnswerStyle) throws -> Set<String> {
    guard case .object(let members) = try JSONDecoder().decode(JSONValue.self, from: Data(text(answer, style).utf8)) else {
      throw LeapError(.data, doing: "", problem: "no object")
    }
    return Set(members.keys)
  }

  @Test func whatIsMissingIsNullInTheAPIAndLeftOutOnTheCommandLine() throws {
    let neighbor = Neighbor(sample: SampleID(subset: "test", index: 3), row: 13, distance: .nan, label: nil, prediction: 1)
    #expect(
      try text(SimilarsAnswer(query: ["test:1"], neighbors: [neighbor]), .api)
        == #"{"neighbors":[{"distance":null,"label":null,"prediction":1,"row":13,"sample":"test:3"}],"query":["test:1"]}"#)
    #expect(
      try text(SimilarsAnswer(query: "test:1", neighbors: [neighbor]), .commandLine)
        == #"{"neighbors":[{"distance":"nan","prediction":1,"row":13,"sample":"test:3"}],"query":"test:1"}"#)
    // The dashboard's encoder is told nothing.
    #expect(String(decoding: try JSONText.bytes(of: NeighborAnswer(neighbor)), as: UTF8.self).contains("\"label\":null"))
  }

  private let report = SampleReport(
    run: "run-0001", sample: SampleID(subset: "test", index: 0), row: 4, label: nil, prediction: 1, loss: nil,
    probabilities: [0.25, .nan],
    columns: [
      (ColumnInfo(name: "label", kind: .int64, source: "leap"), nil),
      (ColumnInfo(name: "entropy", kind: .float64, source: "leap"), .float64(0.5)),
      (ColumnInfo(name: "word", kind: .string, source: "x"), nil),
    ], classNames: ["even", "odd"])

  @Test func aSampleHasItsColumnsByNameOrWithWhatTheyMean() throws {
    let common: Set = ["run", "sample", "row", "subset", "index", "prediction", "prediction_name", "probabilities", "columns"]
    #expect(try keys(SampleAnswer(report), .commandLine) == common.union(["metadata"]))
    let printed = try text(SampleAnswer(report), .commandLine)
    #expect(printed.contains(#""columns":{"entropy":0.5},"#) && printed.contains(#""metadata":{"word":null}"#), "\(printed)")
    #expect(printed.contains(#""probabilities":[0.25,"nan"]"#), "\(printed)")
    let note = Annotation(sample: report.sample, note: "odd one", tags: ["seen"])
    let answer = SampleAnswer(report, annotation: note)
    #expect(try keys(answer, .api) == common.union(["label", "label_name", "correct", "loss", "note", "tags"]))
    let sent = try text(answer, .api)
    #expect(sent.contains(#"{"kind":"string","name":"word","source":"x","summary":"","value":null}"#), "\(sent)")
    #expect(sent.contains(#""probabilities":[0.25,null]"#) && sent.contains(#""tags":["seen"]"#), "\(sent)")
    #expect(try text(SampleAnswer(report, annotation: nil), .api).contains(#""note":"""#))
  }

  @Test func aFindingHasTheKeysOfBoth() throws {
    let insight = InsightRecord(kind: "leak", title: "t", severity: 1, members: [0], source: "s", id: 7)
    let listed: Set = ["id", "number", "kind", "state", "severity", "size", "title", "source"]
    #expect(try keys(InsightAnswer(insight), .api) == listed)
    #expect(try keys(InsightAnswer(insight), .commandLine) == listed)
    let explained = InsightReport.Explanation(
      name: "holes", value: "2", count: 3, share: 1, restShare: 0.25, lift: 4, mutualInformation: nil)
    let report = InsightReport(
      insight: insight,
      members: [.init(sample: SampleID(subset: "test", index: 0), row: 0, score: nil, label: 1, prediction: 2, loss: 0.5)],
      effects: [.init(name: "loss", ofMembers: 2, ofRest: 1)], explanations: [explained], details: .object([:]))
    for style in [AnswerStyle.api, .commandLine] {
      let more: Set = ["insight", "members", "effects", "explanations", "details"]
      #expect(try keys(InsightReportAnswer(report), style) == listed.union(more))
    }
    let sent = try text(InsightReportAnswer(report), .api)
    #expect(sent.contains(#""effects":[{"members":2,"name":"loss","rest":1}]"#), "\(sent)")
    #expect(sent.contains(#""mutual_information":null"#) && sent.contains(#""rest_share":0.25"#), "\(sent)")
    #expect(sent.contains(#"{"label":1,"loss":0.5,"prediction":2,"row":0,"sample":"test:0","score":null}"#), "\(sent)")
  }

  @Test func aMetricThatIsNotDefinedIsNullInBoth() throws {
    let figures = MetricFigures(
      run: "run-0001", subsets: ["test"], samples: [0], metrics: [.accuracy], values: [[nil]])
    for style in [AnswerStyle.api, .commandLine] {
      #expect(
        try text(MetricsAnswer(figures), style)
          == #"{"metrics":{"accuracy":{"test":null}},"run":"run-0001","samples":{"test":0}}"#)
    }
  }

  @Test func aChartHasATitle() throws {
    let table = ColumnTable([("label", .int64([0, 1, 1])), ("loss", .float64([1, 2, 3]))])
    let result = try ChartQuery(x: .init("label"), y: .init("loss")).result(over: table)
    #expect(try text(ChartAnswer(result), .api).contains(#""title":"mean loss by label""#))
    #expect(
      try keys(ChartAnswer(result, title: "mine"), .commandLine)
        == ["title", "query", "groups", "rows", "left_out", "others", "notes"])
  }
}
