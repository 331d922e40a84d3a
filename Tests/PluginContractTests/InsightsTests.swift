import Core
import Foundation
import PluginHost
import Testing

/// Findings about small populations whose faults are known, through the whole border.
@Suite struct InsightsTests {
  /// Three classes of blobs in six dimensions, half training, a quarter validation, a quarter test; the model is right and sure.
  struct Made {
    static let dimensions = 6
    static let classes = 3
    var features: [Float] = []
    var labels: [Int64] = []
    var predictions: [Int64] = []
    var logits: [Float] = []
    var states: [SubsetState] = []
    var columns: [(info: ColumnInfo, values: ColumnValues)] = []
    private var random = SeededRandom(seed: 7)

    var count: Int { labels.count }

    init(_ count: Int) {
      for i in 0..<count {
        let state: SubsetState = i % 4 < 2 ? .training : i % 4 == 2 ? .validation : .test
        add(label: i % 3, at: [Float(i % 3) * 4, i % 3 == 1 ? 3 : 0, 0, 0, 0, 0], state)
      }
    }

    mutating func add(label: Int, at center: [Float], _ state: SubsetState, says: Int? = nil, sureness: Float = 6) {
      for j in 0..<Self.dimensions {
        features.append(center[j] + Float.random(in: -0.5...0.5, using: &random) + Float.random(in: -0.5...0.5, using: &random))
      }
      labels.append(Int64(label))
      predictions.append(Int64(says ?? max(0, label)))
      logits += (0..<Self.classes).map { $0 == says ?? max(0, label) ? sureness + Float.random(in: 0...1, using: &random) : 0 }
      states.append(state)
    }

    mutating func column(_ name: String, _ values: ColumnValues) {
      columns.append((ColumnInfo(name: name, kind: values.kind, direction: .none, summary: "", source: "test"), values))
    }

    var population: SamplePopulation {
      let losses = (0..<count).map { i -> Float in
        guard labels[i] >= 0 else { return .nan }
        let own = logits[i * Self.classes..<(i + 1) * Self.classes].map(Double.init)
        return Float(log(own.map(exp).reduce(0, +)) - own[Int(labels[i])])
      }
      return SamplePopulation(
        features: Tensor(features, [count, Self.dimensions]), labels: Tensor(labels, [count]),
        predictions: Tensor(predictions, [count]), logits: Tensor(logits, [count, Self.classes]), losses: Tensor(losses, [count]),
        states: states, columns: columns)
    }
  }

  struct Details: Decodable {
    struct Range: Decodable { let value, low, high: Double }
    struct Column: Decodable {
      let name, value: String
      let count: Int
      let share, rest_share, mutual_information, p: Double
      let lift: Double?
    }
    struct Pair: Decodable { let members, rest: Double? }
    struct Effect: Decodable { let loss, accuracy: Pair }
    let size: Int
    let effect: Effect
    let columns: [Column]
    let precision: Range?
    let subset: String?
    let `class`: Int?
    let match: String?
  }

  private func run(_ made: Made, _ options: String = "{}") async throws -> (columns: [ColumnValues], results: Results) {
    let (registry, plugin) = try Support.component("libInsights.so", .analyzer, options: options)
    let analyzer = try await registry.analyzer(plugin)
    try await analyzer.fit(made.population)
    let found = try await analyzer.run(count: made.count)
    #expect(found.columns.count == 4 && found.columns.allSatisfy { $0.count == made.count })
    #expect(found.results.texts["summary"]?.isEmpty == false)
    let kinds = Dictionary(grouping: found.results.insights, by: \.kind)
    #expect(kinds.values.allSatisfy { $0.count <= 10 })
    var last = 1.0
    for insight in found.results.insights {
      #expect((0...last).contains(insight.severity), "the most severe come first")
      last = insight.severity
      #expect(!insight.title.isEmpty && insight.members.allSatisfy { (0..<made.count).contains($0) })
      #expect(try details(insight).size == insight.members.count)
    }
    return found
  }

  private func details(_ insight: Insight) throws -> Details {
    try JSONDecoder().decode(Details.self, from: Data((insight.details ?? "").utf8))
  }

  @Test func aSoundPopulationHasNoFaults() async throws {
    let faults = [
      "mislabeled", "duplicate", "leak", "out-of-distribution", "weak-group", "over-fit-group", "hidden-sub-class",
    ]
    let found = try await run(Made(600)).results.insights.filter { faults.contains($0.kind) }
    #expect(found.map(\.title) == [])
  }

  @Test func wrongLabelsAreFoundWithTheirPrecision() async throws {
    var made = Made(2400)
    // In all subsets and classes, with either of the other labels.
    let wrong = Set(stride(from: 0, to: 2400, by: 23))
    for row in wrong { made.labels[row] = (made.labels[row] + 1 + Int64(row / 23 % 2)) % 3 }
    let (columns, results) = try await run(made, #"{"planted": 0.05}"#)
    let found = results.insights.filter { $0.kind == "mislabeled" }
    #expect(Set(try found.map { try details($0).subset }) == ["training", "validation", "test"])
    for insight in found {
      let right = insight.members.count { wrong.contains($0) }
      let precision = try #require(try details(insight).precision)
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
    var made = Made(400)
    // 0 and 4 are training, 2 is validation.
    for (copy, source) in [(4, 0), (2, 0)] {
      for j in 0..<6 { made.features[copy * 6 + j] = made.features[source * 6 + j] }
    }
    if hasContent { made.column("content", .int64((0..<400).map { $0 == 4 || $0 == 2 ? 0 : Int64($0) })) }
    let results = try await run(made).results
    let duplicate = try #require(results.insights.first { $0.kind == "duplicate" })
    #expect(duplicate.members == [0, 4] && duplicate.title.contains("1 group has different labels"))
    let leak = try #require(results.insights.first { $0.kind == "leak" })
    #expect(leak.members == [2] && leak.title.contains("validation"))
    #expect(try details(leak).match == "exact")
  }

  @Test func strangersAreOutOfDistribution() async throws {
    var made = Made(800)
    for _ in 0..<15 { made.add(label: 0, at: [0, 0, 9, 9, 0, 0], .test) }
    let found = try #require(try await run(made).results.insights.first { $0.kind == "out-of-distribution" })
    #expect(Set(found.members.prefix(15)) == Set(800..<815) && found.members.count < 20)
    #expect(try details(found).subset == "test")
  }

  @Test func weakAndOverFitGroupsAreNamedByTheirColumns() async throws {
    var made = Made(1200)
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
    let results = try await run(made).results
    let weak = try #require(results.insights.first { $0.kind == "weak-group" })
    #expect(weak.title.contains("ink = chalk"))
    let effect = try details(weak).effect
    #expect(effect.loss.members! > 3 * effect.loss.rest! && effect.accuracy.members! < effect.accuracy.rest!)
    #expect(results.insights.count { $0.kind == "weak-group" && $0.title.contains("ink = chalk") } == 1, "said once")
    let overFit = try #require(results.insights.first { $0.kind == "over-fit-group" })
    #expect(overFit.title.contains("ink = chalk"))
    #expect(!results.insights.contains { $0.title.contains("noise") && !$0.title.contains("ink") })
  }

  @Test(arguments: ["gap", "kind"]) func hiddenSubClassesAreExplainedByAColumn(_ way: String) async throws {
    var made = Made(900)
    var holes = [Int64?](repeating: 0, count: 900)
    for i in 0..<120 {
      // Far from the others of its class, or just beside them.
      made.add(label: 0, at: way == "gap" ? [0, 0, 5, 0, 0, 0] : [0, 0, 1.1, 0, 0, 0], i % 2 == 0 ? .training : .validation)
      holes.append(1)
    }
    made.column("holes", .int64(holes))
    let found = try #require(
      try await run(made).results.insights.first { $0.kind == "hidden-sub-class" && $0.title.hasPrefix("Class 0") })
    let details = try details(found)
    #expect(Set(found.members) == Set(900..<1020))
    let first = try #require(details.columns.first)
    #expect(first.name == "holes" && first.value == "1" && first.share == 1 && first.rest_share == 0)
  }

  @Test func unlabeledSamplesThatAreWorthALabel() async throws {
    var made = Made(300)
    for i in 0..<60 {
      made.add(label: -1, at: [Float(i % 3) * 4, 0, 0, 0, 0, 0], .unlabeled, says: i % 3, sureness: i < 20 ? 0.1 : 9)
    }
    let found = try #require(try await run(made, #"{"candidates": 5}"#).results.insights.first { $0.kind == "label-candidates" })
    #expect(found.members.count == 5 && Set(found.members).count == 5)
    #expect(Set(found.members.prefix(1)).isSubset(of: Set(300..<320)), "the least sure first")
  }

  @Test func whatIsNoNumberIsRefusedWithItsRow() async throws {
    var made = Made(20)
    made.features[3 * 6 + 2] = .infinity
    do {
      _ = try await run(made)
      Issue.record("it was taken")
    } catch let error as LeapError {
      #expect(error.problem.contains("row 3") && error.problem.contains("feature 2"))
    }
  }

  /// Nothing to compare with is no reason to fail.
  @Test(arguments: ["empty", "one", "two", "equal", "constant", "unlabeled", "one class", "test only"])
  func thinPopulationsAreTaken(_ what: String) async throws {
    var made = Made(what == "empty" ? 0 : what == "one" ? 1 : what == "two" ? 2 : 120)
    switch what {
    case "equal": for i in made.features.indices { made.features[i] = 2 }
    case "constant": for i in stride(from: 1, to: made.features.count, by: 2) { made.features[i] = 1e6 }
    case "unlabeled":
      made.labels = made.labels.map { _ in -1 }
      made.states = made.states.map { _ in .unlabeled }
    case "one class": made.labels = made.labels.map { _ in 1 }
    case "test only": made.states = made.states.map { _ in .test }
    default: break
    }
    let (columns, results) = try await run(made)
    if what == "equal" { #expect(results.insights.contains { $0.kind == "duplicate" }) }
    guard case .float64(let agreement) = columns[2] else { Issue.record("another kind of column"); return }
    if what == "unlabeled" { #expect(agreement.allSatisfy { $0 == nil }) }
    if what == "one class" { #expect(agreement.allSatisfy { $0 == 1 }) }
  }

  @Test func sameSeedSameFindings() async throws {
    let (first, second) = (try await run(Made(500)), try await run(Made(500)))
    #expect(first.columns == second.columns)
    #expect(first.results.insights.map(\.title) == second.results.insights.map(\.title))
    #expect(first.results.insights.map(\.details) == second.results.insights.map(\.details))
  }
}
