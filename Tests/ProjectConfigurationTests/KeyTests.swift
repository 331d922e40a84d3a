import Core
import Foundation
import Testing

@testable import ProjectConfiguration

/// The tables of keys, which the reader and the published schema share.
@Suite struct KeyTests {
  private static let repository = URL(fileURLWithPath: shippedFile).deletingLastPathComponent().path

  /// leap.yaml, the examples and the tests' projects.
  private static let files: [String] = {
    let folders = ["", "/Examples", "/Tests/Fixtures/projects", "/Benchmarks"]
    return folders.flatMap { folder -> [String] in
      let path = repository + folder
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return (["leap.yaml"] + names.sorted().map { $0 + "/leap.yaml" }).map { "\(path)/\($0)" }
        .filter { FileManager.default.fileExists(atPath: $0) }
    }
  }()

  @Test func publishedFilesAreNotStale() throws {
    for (file, text) in [("leap-yaml.schema.json", ProjectPlan.jsonSchema), ("leap-yaml.md", ProjectPlan.reference)] {
      let published = try String(contentsOfFile: Self.repository + "/docs/" + file, encoding: .utf8)
      #expect(published == text, "write docs/\(file) anew: script/write-docs")
    }
  }

  /// Every file that the reader takes passes the schema, by the checks that plugin options go through.
  @Test func filesPassTheSchema() throws {
    #expect(Self.files.count > 30)
    let schema = try OptionsSchema(json: ProjectPlan.jsonSchema, of: "leap.yaml")
    for file in Self.files {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      _ = try ProjectPlan(yaml: text, file: file)
      let node = try ConfigNode(yaml: text, file: ConfigFile(name: file))
      _ = try schema.complete(node, file: file) { $0 }
    }
  }

  /// What the schema refuses, the reader refuses, too. Keys that go together are left to ContractKeyTests: the check of plugin options
  /// takes oneOf and anyOf as one list.
  @Test(arguments: [
    "sed: 1", "seed: -1", "include: [1]", "plugins: [{name: a}]", "plugins: [{name: a, plugin: b.so, option: {}}]", "metadata: 3",
    "metadata: [{plugin: a.so, budget: 0}]", "metadata: [{plugin: a.so, ranges: {x: [1]}}]",
    "metrics: [{plugin: a.so, direction: left}]",
    "loss: crossentropy", "loss: {gamma: 2}", "loss: {kind: focal-loss, gamma: -1}", "functions: {}", "functions: [{name: a}]",
    "analysis: {neighbours: true}", "dashboard: {charts: [{name: a, x: {column: label}, of: sample}]}",
    "tests: [{name: a, metric: accuracy, at_least: x}]", "tests: [{name: a, metric: accuracy, at_least: 1, resamples: 1}]",
  ])
  func whatBothRefuse(_ line: String) throws {
    let yaml = "project: a\ndataset: d.so\nmodel: m.so\n" + line
    let read = message { _ = try plan(yaml) }
    #expect(read.hasPrefix("leap.yaml:4:"), "\(read)")
    let schema = try OptionsSchema(json: ProjectPlan.jsonSchema, of: "leap.yaml")
    let checked = message { _ = try schema.complete(try node(yaml), file: "leap.yaml") { $0 } }
    #expect(checked != "no error", "\(line)")
  }

  /// A damaged file is read or refused, and nothing else.
  @Test func damagedFilesAreRefused() throws {
    let whole = Array(try String(contentsOfFile: Self.repository + "/leap.yaml", encoding: .utf8).utf8)
    var random = SeededRandom(seed: 4)
    func read(_ bytes: [UInt8]) {
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      do { _ = try plan(text) } catch { #expect(error is LeapError, "\(error)") }
    }
    for length in stride(from: 0, to: whole.count, by: 7) { read(Array(whole[..<length])) }
    for _ in 0..<500 {
      var bytes = whole
      bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
      read(bytes)
    }
  }

  /// A default in a table is the one that a file without the key gets.
  @Test func defaultsOfTablesAreThoseOfPlans() throws {
    #expect(try TrainingPlan(node("{}"), file: ConfigFile(name: "")) == TrainingPlan())
    let bare = try plan("project: a\ndataset: d.so\nmodel: m.so")
    #expect(bare.seed == 1 && bare.trainingSeed == 1 && bare.loss == .standard && bare.include == ["**"] && bare.exclude.isEmpty)
    #expect(bare.gates.isEmpty && bare.classNames == nil && bare.metadata.isEmpty)
    let use = try plan("project: a\ndataset: d.so\nmodel: m.so\nmetadata: [{plugin: x.so}]").metadata[0]
    #expect(use.expectations == Expectations() && use.isolation == .auto)
    let schedule = try plan("project: a\ndataset: d.so\nmodel: {plugin: m.so, training: {schedule: {kind: one-cycle}}}").training
    #expect(schedule.schedule == .oneCycle(warmup: 0.3, start: 25, end: 10_000))
  }
}
