import Core
import Testing

@testable import ProjectConfiguration

/// The keys of leap.yaml beside plugins and training.
@Suite struct ContractKeyTests {
  private static func read(_ lines: String) throws -> ProjectPlan { try plan("project: a\ndataset: d.so\nmodel: m.so\n" + lines) }

  @Test func everyKeyIsRead() throws {
    let digest = String(repeating: "0123456789abcdef", count: 4)
    let plan = try plan(
      """
      project: a
      seed: 3
      include: ["**/*.png"]
      exclude: [old/**]
      plugins:
        - {name: digits, plugin: ./d.so, sha256: "\(digest)", options: {circle: [0], other: 1}}
      dataset: dev.leap.idx-dataset
      model:
        plugin: m.so
        layers: [{kind: flatten}]
        features: relu3
        seed: 9
        prediction: {type: classification, classes: [cat, dog]}
      metadata:
        - {plugin: digits, options: {circle: [8]}, ranges: {brightness: [0, 1], std: [null, 2]}, budget: 0.5}
      metrics: [{plugin: x.so, direction: down}]
      loss: {kind: focal-loss, gamma: 1.5}
      analysis: {neighbors: {metric: cosine}, map: false}
      tests:
        - {name: top, metric: accuracy, subset: validation, at_least: 0.9, not_worse_than: previous, tolerance: 0.01}
        - {name: hard, column: loss, filter: label == 4, at_most: 1, direction: down, resamples: 200}
      """)
    #expect(plan.include == ["**/*.png"] && plan.exclude == ["old/**"])
    #expect(plan.dataset.plugin == "dev.leap.idx-dataset")
    #expect(plan.seed == 3 && plan.trainingSeed == 9 && plan.classNames == ["cat", "dog"])
    #expect(plan.model.features == "relu3")
    #expect(plan.model.options.json == #"{"layers":[{"kind":"flatten"}]}"#)
    let digits = plan.metadata[0]
    #expect(digits.plugin == "./d.so" && digits.sha256 == digest)
    #expect(digits.options.canonical == #"{"circle":[8],"other":1}"#)
    #expect(digits.expectations.budget == 0.5 && digits.expectations.ranges.map(\.column) == ["brightness", "std"])
    #expect(digits.expectations.ranges[1].contains(-1e9) && !digits.expectations.ranges[1].contains(2.5))
    #expect(plan.metrics[0].direction == .down)
    #expect(plan.loss == .builtIn(.focal, gamma: 1.5))
    #expect(plan.analyzers.map(\.plugin) == ["libSimilars.so", "libInsights.so"])
    #expect(plan.analyzers[0].options.json == #"{"metric":"cosine"}"#)
    #expect(plan.gates.map(\.name) == ["top", "hard"])
    #expect(
      plan.gates[0].figure == .metric("accuracy") && plan.gates[0].baseline == "previous" && plan.gates[0].tolerance == 0.01)
    #expect(plan.gates[1].figure == .mean(column: "loss") && plan.gates[1].most == 1 && plan.gates[1].direction == .down)
    #expect(plan.gates[1].resamples == 200)
  }

  @Test(arguments: ["**", "*.png", "a/**/b?.png", "[a-z]*", "[!0-9]", "[]x]", "[!]]", "[-a]", "[a-]", "a b/ü.npy", "**/*"])
  func globs(_ glob: String) throws {
    #expect(try Self.read("include: ['\(glob)']").include == [glob])
  }

  @Test func onlyWhatChangesTheLossIsInItsFingerprint() throws {
    #expect(try Self.read("").loss.canonical.isEmpty)
    #expect(try Self.read("loss: categorical-cross-entropy").loss.canonical.isEmpty)
    #expect(try Self.read("loss: mean-squared-error").loss.canonical == ["loss mean-squared-error"])
    #expect(try Self.read("loss: focal-loss").loss.canonical != Self.read("loss: {kind: focal-loss, gamma: 3}").loss.canonical)
  }

  @Test(arguments: [
    ("loss: focal-los", "leap.yaml:4:7: 'loss' must be one of categorical-cross-entropy, "),
    ("loss: focal-los", "did you mean 'focal-loss'?"),
    ("loss: {kind: mean-squared-error, gamma: 1}", "leap.yaml:4:41: 'gamma' has no meaning for mean-squared-error"),
    ("loss: {column: a, gamma: 1}", "leap.yaml:4:19: unknown key 'gamma' in a loss of a column"),
    ("loss: {column: size}", "leap.yaml:4:16: nothing fills the column 'size' that is to be the loss"),
    ("plugins: [{name: a, plugin: a.so}]\nmetadata: [b]", "leap.yaml:5:12: there is no plugin 'b' under plugins; "),
    (
      "plugins: [{name: digits, plugin: a.so}]\nmetadata: [digit]",
      "there is no plugin 'digit' under plugins; did you mean 'digits'?"
    ),
    (
      "plugins: [{name: a, plugin: a.so}, {name: a, plugin: b.so}]",
      "leap.yaml:4:36: two plugins have the name 'a'; rename one; the first is at line 4"
    ),
    (
      "plugins: [{name: a, plugin: a.so, sha256: abc}]",
      "leap.yaml:4:43: 'sha256' must be 64 hex digits in small letters (is 'abc')"
    ),
    ("include: [/etc]", "leap.yaml:4:11: 'include' has '/etc', which leads out of the project's folder"),
    ("exclude: [a/../../b]", "leap.yaml:4:11: 'exclude' has 'a/../../b', which leads out"),
    ("include: ['a/[0-9.png']", "leap.yaml:4:11: 'include' has 'a/[0-9.png', where a [ is never closed; write it like [0-9]"),
    ("include: ['[z-a]']", "where a range ends before it begins"), ("include: [old/]", "a folder without a name; write old/**"),
    ("exclude: [a//b]", "a folder without a name"), ("exclude: ['**.png']", "where ** is beside other letters; write **/*.png"),
    ("exclude: ['*.{png,jpg}']", "which has a brace"), ("exclude: ['a\\b']", "which has a backslash"),
    ("exclude: ['']", "'exclude' must be a text"),
    ("analysis: {maps: true}", "leap.yaml:4:12: unknown key 'maps' in analysis; did you mean 'map'?"),
    (
      "analyzers: []\nanalysis: {map: true}",
      "leap.yaml:5:11: 'analysis' and 'analyzers' exclude each other; keep one; the other is at line 4"
    ),
    ("analyzers: [{plugin: a.so, columns: x}]", "leap.yaml:4:37: 'columns' must be a list (is 'x')"),
    ("metadata: [{plugin: a.so, columns: [x]}]", "leap.yaml:4:27: unknown key 'columns' in metadata"),
    ("metadata: [{plugin: a.so, ranges: [1]}]", "leap.yaml:4:35: 'ranges' must be a map (is a list)"),
    ("metadata: [{plugin: a.so, ranges: {x: [2, 1]}}]", "leap.yaml:4:39: the range of 'x' must be [least, most] (is a list)"),
    ("tests: [{name: a, metric: b}]", "leap.yaml:4:9: test 'a' compares with nothing"),
    ("tests: [{name: a, at_least: 1}]", "leap.yaml:4:9: test 'a' must have either 'metric' or 'column'"),
    ("tests: [{name: a, metric: b, at_least: 2, at_most: 1}]", "leap.yaml:4:9: test 'a' can never pass"),
    ("tests: [{name: a, metric: b, at_least: 2, tolerance: 1}]", "leap.yaml:4:54: 'tolerance' has no meaning without"),
    (
      "tests: [{name: a, metric: b, at_least: 2}, {name: a, metric: b, at_least: 2}]",
      "leap.yaml:4:44: two tests have the name 'a'; rename one; the first is at line 4"
    ),
    (
      "tests: [{name: A b, metric: b, at_least: 2}]", "leap.yaml:4:16: the name of a test must be of a-z, 0-9, _ and - (is 'A b')"
    ),
    (
      "functions: [{name: a, library: l.so, signature: f64(f64), arguments: [loss], check: {arguments: [1], result: 1}, range: 3}]",
      "leap.yaml:4:121: the range of 'a' must be [least, most] (is 3)"
    ),
  ])
  func refusals(_ lines: String, _ part: String) {
    let words = message { _ = try Self.read(lines) }
    #expect(words.contains(part), "\(words)")
  }

  @Test(arguments: [
    ("{plugin: m.so, layers: [], options: {layers: []}}", "leap.yaml:3:31: the layers are there twice"),
    ("{plugin: m.so, prediction: {classes: [a, a]}}", "leap.yaml:3:49: two classes have the name 'a'; rename one"),
    ("{plugin: m.so, prediction: {type: regression}}", "leap.yaml:3:42: 'type' must be one of classification (is 'regression')"),
    ("{plugin: m.so, seed: x}", "leap.yaml:3:29: 'seed' must be a whole number from 0 to "),
  ])
  func refusalsOfTheModel(_ model: String, _ start: String) {
    let words = message { _ = try plan("project: a\ndataset: d.so\nmodel: \(model)") }
    #expect(words.hasPrefix(start), "\(words)")
  }
}
