import Core
import Foundation
import ProjectConfiguration
import Store
import Testing

@testable import Pipeline

/// Questions about a run, and what they leave alone.
@Suite struct QuestionTests {
  /// A plugin that cannot be loaded leaves no folder behind.
  @Test func aSessionOpensItsStoreLast() throws {
    let folder = try makeWork(model: DigestModel()).plan.directory + "/other"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let plan = try ProjectPlan(
      yaml: "project: fake\ndataset: ./libNowhere.so\nmodel: ./libNowhere.so\n", file: folder + "/leap.yaml")
    #expect(throws: LeapError.self) {
      try Session(plan: plan, store: RunStore(directory: folder + "/.leap"), extraPlugins: [], directory: folder) { _ in }
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/.leap"))
  }

  /// The command line and the dashboard say the same of a run that has not read its data set.
  @Test func aRunWithoutADataSetIsRefusedInOneWay() throws {
    let work = try makeWork(model: DigestModel())
    func refusal(_ open: () throws -> OpenRun) -> String? {
      do { _ = try open() } catch let error as LeapError { return error.description } catch {}
      return nil
    }
    let first = refusal { try OpenRun(store: work.store, run: work.run, dataset: nil) }
    #expect(first?.contains("it has not read its data set yet; wait, or run: leap-host run") == true)
    #expect(refusal { try OpenRun(store: work.store, project: "fake", name: work.run.name) } == first)
  }

  @Test func aFindingIsReadByItsNumberAndDecidedUponOnce() throws {
    let work = try makeWork(model: DigestModel())
    try work.store.setDataset(work.record, of: work.run)
    let details =
      #"{"effect":{"loss":{"members":2,"rest":1},"odd":7},"columns":[{"name":"a","value":"b","count":2,"rest_share":0.5},3]}"#
    try work.store.write(
      [
        InsightRecord(kind: "leak", title: "first", severity: 2, members: [1, 0], details: details, source: "test"),
        InsightRecord(kind: "weak", title: "second", severity: 1, members: [2], source: "test"),
      ], step: .analyzer(library: "x", component: "x"), of: work.run)
    let insights = InsightQuestions(try OpenRun(store: work.store, project: "fake", name: work.run.name))
    let all = try insights.all()
    #expect(all.map(\.title) == ["first", "second"])
    #expect(try insights.all(kind: "weak").map(\.title) == ["second"])
    let report = try #require(try insights.report(of: all[0].id))
    #expect(report.insight == all[0] && report.members.map(\.row) == [1, 0])
    #expect(report.effects.map(\.name) == ["loss"] && report.effects[0].ofMembers == 2 && report.effects[0].ofRest == 1)
    #expect(report.explanations.map(\.name) == ["a"] && report.explanations[0].restShare == 0.5)
    let (missing, undecided) = (try insights.report(of: 99), try insights.decide(99, .accepted))
    #expect(missing == nil && undecided == nil)
    let decided = try #require(try insights.decide(all[0].id, .dismissed))
    #expect(decided.insight.state == .dismissed)
    #expect(try insights.report(of: all[0].id)?.insight == decided.insight)
    #expect(try insights.all(state: .open).map(\.title) == ["second"])
  }
}
