import Core
import Foundation
import PluginHost
import Testing

/// Findings about small populations whose faults are known, through the whole border.
@Suite struct InsightsTests {
  @Test func aSoundPopulationHasNoFaults() async throws {
    let faults = [
      "mislabeled", "duplicate", "leak", "out-of-distribution", "weak-group", "over-fit-group", "hidden-sub-class",
    ]
    let found = try await MadePopulation(600).analyzed().results.insights.filter { faults.contains($0.kind) }
    #expect(found.map(\.title) == [])
  }

  @Test func wrongLabelsAreFoundWithTheirPrecision() async throws {
    var made = MadePopulation(2400)
    // In all subsets and classes, with either of the other labels.
    let wrong = Set(stride(from: 0, to: 2400, by: 23))
    for row in wrong { made.labels[row] = (made.labels[row] + 1 + Int64(row / 23 % 2)) % 3 }
    let (columns, results) = try await made.analyzed(#"{"planted": 0.05}"#)
    let found = results.insights.filter { $0.kind == "mislabeled" }
    #expect(Set(try found.map { try InsightDetails($0).subset }) == ["training", "validation", "test"])
    for insight in found {
      let right = insight.members.count { wrong.contains($0) }
      let precision = try #require(try InsightDetails(insight).precision)
      #expect((precision.low...precision.high).contains(Double(right) / Double(insight.members.count)))
      #expect(insight.members.prefix(10).allSatisfy { wrong.contains($0) }, "the surest first")
    }
    #expect(wrong.intersection(found.flatMap(\.members)).count >= 95, "of 105")
    guard case .float64(let scores) = columns[3] else {
      Issue.record("another kind of column")
      return
    }
    #expect(scores[23]! > 10 * scores[24]!)
  }

  @Test(arguments: [true, false]) func copiesAreFoundByContentOrElseByFeatures(_ hasContent: Bool) async throws {
    var made = MadePopulation(400)
    // 0 and 4 are training, 2 is validation.
    for (copy, source) in [(4, 0), (2, 0)] {
      for j in 0..<6 { made.features[copy * 6 + j] = made.features[source * 6 + j] }
    }
    if hasContent { made.column("content", .int64((0..<400).map { $0 == 4 || $0 == 2 ? 0 : Int64($0) })) }
    let results = try await made.analyzed().results
    let duplicate = try #require(results.insights.first { $0.kind == "duplicate" })
    #expect(duplicate.members == [0, 4] && duplicate.title.contains("1 group has different labels"))
    let leak = try #require(results.insights.first { $0.kind == "leak" })
    #expect(leak.members == [2] && leak.title.contains("validation"))
    #expect(try InsightDetails(leak).match == "exact")
  }

  @Test func strangersAreOutOfDistribution() async throws {
    var made = MadePopulation(800)
    for _ in 0..<15 { made.add(label: 0, at: [0, 0, 9, 9, 0, 0], .test) }
    let found = try #require(try await made.analyzed().results.insights.first { $0.kind == "out-of-distribution" })
    #expect(Set(found.members.prefix(15)) == Set(800..<815) && found.members.count < 20)
    #expect(try InsightDetails(found).subset == "test")
  }

  @Test func weakAndOverFitGroupsAreNamedByTheirColumns() async throws {
    var made = MadePopulation(1200)
    var ink = [String?](repeating: "pen", count: 1200)
    for row in stride(from: 0, to: 1200, by: 10) { ink[row] = "chalk" }
    // What is written with chalk is known by heart in training and misread in validation.
    for row in 0..<1200 where ink[row] == "chalk" && made.states[row] != .training {
      let wrong = (made.labels[row] + 1) % 3
      made.predictions[row] = wrong
      for c in 0..<3 { made.logits[row * 3 + c] = c == Int(wrong) ? 3 : 0 }
    }
    made.column("ink", .string(ink))
    made.column("noise", .float64((0..<1200).map { Double($0 * 7919 % 1200) }))
    let results = try await made.analyzed().results
    let weak = try #require(results.insights.first { $0.kind == "weak-group" })
    #expect(weak.title.contains("ink = chalk"))
    let effect = try InsightDetails(weak).effect
    #expect(effect.loss.members! > 3 * effect.loss.rest! && effect.accuracy.members! < effect.accuracy.rest!)
    #expect(results.insights.count { $0.kind == "weak-group" && $0.title.contains("ink = chalk") } == 1, "said once")
    let overFit = try #require(results.insights.first { $0.kind == "over-fit-group" })
    #expect(overFit.title.contains("ink = chalk"))
    #expect(!results.insights.contains { $0.title.contains("noise") && !$0.title.contains("ink") })
  }

  @Test(arguments: ["gap", "kind"]) func hiddenSubClassesAreExplainedByAColumn(_ way: String) async throws {
    var made = MadePopulation(900)
    var holes = [Int64?](repeating: 0, count: 900)
    for i in 0..<120 {
      // Far from the others of its class, or just beside them.
      made.add(label: 0, at: way == "gap" ? [0, 0, 5, 0, 0, 0] : [0, 0, 1.1, 0, 0, 0], i % 2 == 0 ? .training : .validation)
      holes.append(1)
    }
    made.column("holes", .int64(holes))
    let found = try #require(
      try await made.analyzed().results.insights.first { $0.kind == "hidden-sub-class" && $0.title.hasPrefix("Class 0") })
    let details = try InsightDetails(found)
    #expect(Set(found.members) == Set(900..<1020))
    let first = try #require(details.columns.first)
    #expect(first.name == "holes" && first.value == "1" && first.share == 1 && first.rest_share == 0)
  }

  @Test func unlabeledSamplesThatAreWorthALabel() async throws {
    var made = MadePopulation(300)
    for i in 0..<60 {
      made.add(label: -1, at: [Float(i % 3) * 4, 0, 0, 0, 0, 0], .unlabeled, says: i % 3, sureness: i < 20 ? 0.1 : 9)
    }
    let results = try await made.analyzed(#"{"candidates": 5}"#).results
    let found = try #require(results.insights.first { $0.kind == "label-candidates" })
    #expect(found.members.count == 5 && Set(found.members).count == 5)
    #expect(Set(found.members.prefix(1)).isSubset(of: Set(300..<320)), "the least sure first")
  }
}
