import Core
import ProjectConfiguration
import Testing

@testable import Pipeline

/// What `leap-host test` says of names in leap.yaml that nothing will fill.
@Suite struct ReferenceCheckTests {
  /// Findings for a project with these lines, two subsets, ten classes, and a component with the columns `ink` and `word`.
  private static func findings(_ lines: String) throws -> [TestReport.Finding] {
    let plan = try ProjectPlan(
      yaml: "project: fake\ndataset: libD.so\nmodel: libM.so\nmetadata: [libP.so]\n" + lines, file: "/nowhere/leap.yaml")
    let columns = [
      ColumnInfo(name: "ink", kind: .float64, source: "library"), ColumnInfo(name: "word", kind: .string, source: "library"),
      ColumnInfo(name: "label", kind: .int64, source: "library"),
    ]
    let log = TestLog()
    let subsets = [
      SubsetInfo(name: "training", state: .training, count: 4), SubsetInfo(name: "validation", state: .validation, count: 2),
    ]
    ReferenceCheck(
      plan: plan, subsets: subsets, classes: 10, parts: [(id: "part", columns: columns)],
      analyzers: [
        (
          id: "analyzer",
          columns: [
            ColumnInfo(name: "density", kind: .float64, source: "library"),
            ColumnInfo(name: "loss", kind: .float64, source: "library"),
          ]
        )
      ], log: log
    ).run()
    return log.result().findings
  }

  private static func chart(_ rest: String) -> String { "dashboard: {charts: [{name: c, \(rest)}]}\n" }
  private static func bar(_ rest: String) -> String { "tests: [{name: t, at_least: 0, \(rest)}]\n" }

  @Test(arguments: [
    chart("x: {column: ink}, y: {column: loss}, split: word, facet: subset, filter: 'ink > 1 && selection(insight_7)'"),
    chart("x: {column: part.label}"), chart("x: {column: density}"),
    "loss: {column: ink}\n" + chart("x: {column: analyzer.loss}"),
    chart("of: batches, x: {column: learning_rate}, y: {column: loss}"),
    chart("of: epochs, x: {column: epoch}, y: {column: validation_loss}"), chart("kind: confusion-matrix, runs: [run-0009]"),
    chart("x: {column: ink}, runs: [run-0009]"), bar("metric: f1-class-9, subset: validation, filter: label == 4"),
    bar("column: correct"), bar("column: ink"), "loss: {column: ink}\n" + bar("column: loss"), "loss: focal-loss\n",
    "analyzers: [{plugin: libA.so, columns: [ink, word]}]\n",
  ])
  func soundNames(_ lines: String) throws {
    let findings = try Self.findings(lines)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(
    arguments: [
      (
        "analyzers: [{plugin: libA.so, columns: [inc]}]\n", "analyzer 'libA.so': there is no column 'inc'", "did you mean 'ink'?"
      ),
      (chart("x: {column: inc}"), "chart 'c': there is no column 'inc'", "did you mean 'ink'?"),
      (chart("x: {column: label}, y: {column: lose}"), "chart 'c': there is no column 'lose'", "did you mean 'loss'?"),
      (chart("x: {column: label}, y: {column: word}"), "chart 'c': column 'word' is text and has no mean", nil),
      (chart("x: {column: label}, facet: subsets"), "chart 'c': there is no column 'subsets'", "did you mean 'subset'?"),
      (chart("x: {column: label}, filter: inc > 1"), "there is no column 'inc'", "did you mean 'ink'?"),
      (chart("of: batches, x: {column: ink}"), "chart 'c': there is no column 'ink'", nil),
      (chart("of: epochs, x: {column: epoch}, y: {column: validation_los}"), "there is no column 'validation_los'", nil),
      (bar("metric: acuracy"), "test 't': there is no metric 'acuracy'", "did you mean 'accuracy'?"),
      (bar("metric: f1-class-10"), "test 't': there is no class 10: the data set has 10", nil),
      (bar("column: inc"), "test 't': there is no column 'inc'", "did you mean 'ink'?"),
      (bar("column: word"), "test 't': column 'word' is of string, where numbers are needed", nil),
      (bar("metric: accuracy, subset: valid"), "test 't': there is no subset 'valid'", nil),
      (bar("metric: accuracy, filter: word > 1"), "test 't': ", nil),
      ("loss: {column: loss}\n", "loss: there is no column 'loss'", nil),
      ("loss: {column: density}\n", "loss: there is no column 'density'", nil),
      ("loss: {column: inc}\n", "loss: there is no column 'inc'", "did you mean 'ink'?"),
      ("loss: {column: correct}\n", "loss: column 'correct' is of bool, where numbers are needed", nil),
      ("loss: {column: word}\n", "loss: column 'word' is of string, where numbers are needed", nil),
    ] as [(String, String, String?)])
  func danglingNames(_ lines: String, _ reason: String, _ remedy: String?) throws {
    let findings = try Self.findings(lines)
    let finding = try #require(findings.count == 1 ? findings.first : nil, "\(findings)")
    #expect(finding.code == .danglingReference && finding.severity == .error && finding.place?.contains("leap.yaml:5:") == true)
    #expect(finding.reason.contains(reason), "\(finding.reason)")
    if let remedy { #expect(finding.remedy == remedy) }
  }
}
