import Core
import Foundation
import PluginHost
import Testing

/// Three classes of blobs in six dimensions, half training, a quarter validation, a quarter test; the model is right and sure.
struct MadePopulation {
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

  /// What libInsights finds in it, sound in all that findings have in common.
  func analyzed(_ options: String = "{}") async throws -> (columns: [ColumnValues], results: Results) {
    let (registry, plugin) = try Support.component("libInsights.so", .analyzer, options: options)
    let analyzer = try await registry.analyzer(plugin)
    try await analyzer.fit(population)
    let found = try await analyzer.run(count: count)
    #expect(found.columns.count == 4 && found.columns.allSatisfy { $0.count == count })
    #expect(found.results.texts["summary"]?.isEmpty == false)
    let kinds = Dictionary(grouping: found.results.insights, by: \.kind)
    #expect(kinds.values.allSatisfy { $0.count <= 10 })
    var last = 1.0
    for insight in found.results.insights {
      #expect((0...last).contains(insight.severity), "the most severe come first")
      last = insight.severity
      #expect(!insight.title.isEmpty && insight.members.allSatisfy { (0..<count).contains($0) })
      #expect(try InsightDetails(insight).size == insight.members.count)
    }
    return found
  }
}
