import Core
import Store
import Testing

@Suite struct VerdictTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }
  private let rows = Rows([SubsetInfo(name: "training", state: .training, count: 100)])

  private func insight(_ kind: String, _ members: [Int], _ store: RunStore, _ run: Run) throws -> InsightRecord {
    try store.write(
      [
        InsightRecord(
          kind: kind, title: "t", severity: 1, members: members, scores: members.map { Double($0) / 10 }, source: "x")
      ], step: .analyzer(library: "x", component: "s"), of: run)
    return try #require(store.insights(of: run).first)
  }

  private func samples(_ range: Range<Int>) -> Set<SampleID> { Set(range.map { SampleID(subset: "training", index: $0) }) }

  @Test func aDecisionConcernsWhatOverlapsByHalf() throws {
    let (store, run) = try scratch.run()
    let found = try insight("leak", Array(0..<10), store, run)
    #expect(found.scores == (0..<10).map { Double($0) / 10 })
    try store.decide(found, .dismissed, of: run, rows)
    #expect(try store.insights(of: run)[0].state == .dismissed)
    let verdict = try #require(store.verdicts(ofProject: "mnist").first)
    #expect(verdict.samples == samples(0..<10) && verdict.state == .dismissed)
    #expect(verdict.concerns(kind: "leak", samples: samples(0..<20)), "10 of 20")
    #expect(!verdict.concerns(kind: "leak", samples: samples(0..<21)))
    #expect(verdict.concerns(kind: "leak", samples: samples(5..<10)))
    #expect(!verdict.concerns(kind: "leak", samples: samples(6..<10)))
    #expect(!verdict.concerns(kind: "duplicate", samples: samples(0..<10)))
    #expect(try store.verdicts(ofProject: "other").isEmpty)
  }

  @Test func theLastDecisionHoldsAndOpeningTakesItBack() throws {
    let (store, run) = try scratch.run()
    let found = try insight("leak", Array(0..<10), store, run)
    try store.decide(found, .dismissed, of: run, rows)
    try store.decide(found, .accepted, of: run, rows)
    #expect(try store.verdicts(ofProject: "mnist").map(\.state) == [.accepted])
    try store.decide(found, .open, of: run, rows)
    #expect(try store.verdicts(ofProject: "mnist").isEmpty)
    #expect(try store.insights(of: run)[0].state == .open)
  }

  @Test func decisionsOutliveWhatIsComputedAgain() throws {
    let (store, run) = try scratch.run()
    try store.decide(try insight("leak", [1, 2], store, run), .accepted, of: run, rows)
    try store.clear(step: .analyzer(library: "x", component: "s"), of: run)
    #expect(try store.insights(of: run).isEmpty)
    #expect(try store.verdicts(ofProject: "mnist").count == 1)
  }
}
