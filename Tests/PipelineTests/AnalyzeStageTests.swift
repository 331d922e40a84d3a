import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store
import Synchronization
import Testing

@testable import Pipeline

@Suite struct AnalyzeStageTests {
  private static let even = StepID.analyzer(library: "org.example.even", component: "even")

  private func evaluated() async throws -> StageWork {
    let work = try makeWork(model: DigestModel())
    try await work.trainStage()
    var stages = work
    try await stages.stage(.dataset, [Step(.dataset, "d", files: []) { try await $0.recordDataset() }])
    try await stages.stage(.evaluate, [Step(.evaluate, "e", files: [RunFiles.logits]) { try await $0.evaluate() }])
    return work
  }

  private func files(_ run: Run) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: run.directory).sorted()
  }

  @Test func everyRunHasNamesAndInputStatistics() async throws {
    let work = try await evaluated()
    func column(_ name: String) throws -> ColumnValues? { try work.store.column(name, of: work.run)?.values }
    let names = Array(repeating: "training", count: 10) + Array(repeating: "validation", count: 4) + ["pool", "pool", "pool"]
    #expect(try column("subset") == .string(names))
    #expect(try column("index") == .int64(Array(0..<10) + Array(0..<4) + Array(0..<3)))
    let values = (Array(0..<10) + Array(0..<4) + Array(0..<3)).map { Optional(Double($0)) }
    #expect(try column("input_mean") == .float64(values) && column("input_max") == .float64(values))
    guard case .int64(let contents)? = try column("content") else {
      Issue.record("no column content")
      return
    }
    #expect(contents[1] == contents[11] && contents[1] == contents[15], "the same input in three subsets")
    #expect(Set(contents).count == 10)
  }

  @Test func analyzersSeeColumnsOnlyIfTheyAskForThem() async throws {
    let work = try await evaluated()
    let (reader, other) = (EvenAnalyzer(), EvenAnalyzer())
    func read() throws -> [String] { try work.columns(readBy: PluginEntry(plugin: "libE.so")).names }
    _ = try await work.analyze(with: reader, id: "even", reading: read(), step: Self.even)
    _ = try await work.analyze(with: other, id: "even", step: .analyzer(library: "x", component: "other"))
    #expect(other.seen.withLock { $0 }.isEmpty)
    let seen = reader.seen.withLock { $0 }
    #expect(seen.contains("loss") && seen.contains("content") && !seen.contains("even"))
    let again = EvenAnalyzer()
    _ = try await work.analyze(with: again, id: "even", reading: read(), step: Self.even)
    #expect(again.seen.withLock { $0 } == seen, "columns of analyzers are not handed to analyzers")
  }

  /// A column that an analyzer does not read changes nothing for it.
  @Test func anAnalyzerDependsOnTheColumnsThatItReads() async throws {
    var work = try await evaluated()
    func fill(_ name: String, _ fingerprint: String) async throws {
      let values = [Double?](repeating: 1, count: 17)
      let step = StepID.columns(library: "x", component: name)
      try await work.stage(
        .metadata,
        [
          Step(step, fingerprint, files: []) { work in
            let info = ColumnInfo(name: name, kind: .float64, source: "x")
            try work.store.write([(info: info, values: .float64(values))], step: step, of: work.run)
            return StepResult()
          }
        ])
    }
    func read(_ columns: [String]?) throws -> ReadColumns {
      try work.columns(readBy: PluginEntry(plugin: "libE.so", columns: columns))
    }
    try await fill("holes", "h")
    let (all, one, none) = (try read(nil), try read(["holes"]), try read([]))
    #expect(all.names == one.names && all.fingerprint == one.fingerprint)
    #expect(one.names.contains("holes") && !none.names.contains("holes") && none.names.contains("loss"))
    #expect(one.fingerprint != none.fingerprint)
    try await fill("ends", "e")
    #expect(try read(["holes"]).fingerprint == one.fingerprint && read([]).fingerprint == none.fingerprint)
    #expect(try read(nil).fingerprint != all.fingerprint && read(nil).names.contains("ends"))
    try await fill("holes", "other")
    #expect(try read(["holes"]).fingerprint != one.fingerprint)
    #expect(throws: LeapError.self) { try read(["hole"]) }
    do { _ = try read(["hole"]) } catch {
      #expect("\(error)".contains("'hole', which no metadata, metric or function fills; did you mean 'holes'?"), "\(error)")
    }
  }

  @Test func previewsGoWhenTheResultIsThereAndStayWhenItIsNot() async throws {
    let work = try await evaluated()
    await #expect(throws: CancellationError.self) {
      try await work.analyze(with: EvenAnalyzer(fails: true), id: "even", step: Self.even)
    }
    #expect(try ArrayFile.readFloats(work.run.path("preview-map.npy")).values == [1, 2])
    let result = try await work.analyze(with: EvenAnalyzer(), id: "even", step: Self.even)
    #expect(result.files == ["map.npy", "even.state"])
    #expect(try files(work.run).filter { $0.hasPrefix("preview") || $0.hasPrefix("map") } == ["map.npy"])
    #expect(try readWhole(work.run.path("even.state")) == [1, 2, 3])
  }

  @Test func aDecisionFollowsTheFindingThatIsFoundAgain() async throws {
    let work = try await evaluated()
    func find(_ rows: [Int]) async throws -> InsightRecord {
      _ = try await work.analyze(with: EvenAnalyzer(found: rows), id: "even", step: Self.even)
      return try #require(work.store.insights(of: work.run).first)
    }
    let first = try await find([0, 2, 4])
    #expect(first.title == "validation:0 and more" && first.state == .open)
    let insights = try InsightQuestions(OpenRun(store: work.store, project: "fake", name: nil))
    try insights.decide(first.id, .dismissed)
    #expect(try await find([0, 2, 4, 6]).state == .dismissed, "three of four in common")
    #expect(try await find([0, 1, 3, 5, 7]).state == .open, "one of seven in common")
  }
}
