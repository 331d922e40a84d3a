import Core
import Store
import Testing

@Suite struct InsightTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func insightsAreRankedAndDecidedUpon() throws {
    let (store, run) = try scratch.run()
    func insight(_ title: String, _ severity: Double, _ members: [Int]) -> InsightRecord {
      InsightRecord(
        kind: "mislabelled", title: title, severity: severity, members: members, details: #"{"precision":0.9}"#, source: "x")
    }
    try store.write(
      [insight("low", 0.1, []), insight("high", 0.9, [59_701, 3, 69_999])], step: .analyzer(library: "x", component: "insights"),
      of: run)
    let found = try store.insights(of: run)
    #expect(found.map(\.title) == ["high", "low"])
    #expect(found[0].members == [59_701, 3, 69_999] && found[1].members == [])
    #expect(found[0].details == #"{"precision":0.9}"# && found[0].state == .open)

    try store.setInsight(found[0].id, to: .accepted, of: run)
    #expect(try store.insights(of: run)[0].state == .accepted)
    let error = #expect(throws: LeapError.self) { try store.setInsight(999, to: .dismissed, of: run) }
    #expect(error?.kind == .usage)

    try store.write([insight("new", 1, [1])], step: .analyzer(library: "x", component: "insights"), of: run)
    try store.write([insight("mine", 2, [1])], step: .analyzer(library: "x", component: "mine"), of: run)
    #expect(try store.insights(of: run).map(\.title) == ["mine", "new"])
  }

  @Test func resultsAreKeptByComponent() throws {
    let (store, run) = try scratch.run()
    try store.setResult("old", of: "org.leap.similars", step: .analyzer(library: "x", component: "y"), of: run)
    try store.setResult("two\nlines", of: "org.leap.similars", step: .analyzer(library: "x", component: "y"), of: run)
    try store.setResult("", of: "a", step: .analyzer(library: "x", component: "y"), of: run)
    #expect(try store.results(of: run).map(\.component) == ["a", "org.leap.similars"])
    #expect(try store.results(of: run).map(\.text) == ["", "two\nlines"])
  }
}
