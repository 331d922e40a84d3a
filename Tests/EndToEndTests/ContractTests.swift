import Foundation
import Store
import Testing

/// A project from its first line to its gate: init, test, run, gate.
@Suite struct ContractTests {
  /// A project that init started, run once.
  private static let finished = Task<String, any Error> {
    let folder = try HostProcess.folder()
    try TinyData.write(to: folder + "/pictures")
    let start = try HostProcess.run(["init", "--data", "pictures", "--name", "tiny"], in: folder)
    guard start.status == 0 else { throw Failed(description: start.errors) }
    let run = try HostProcess.run(["run"], in: folder)
    guard run.status == 0 else { throw Failed(description: run.errors) }
    return folder
  }
  struct Failed: Error, CustomStringConvertible { let description: String }

  private static func yaml(_ folder: String) throws -> String {
    try String(contentsOfFile: folder + "/leap.yaml", encoding: .utf8)
  }

  /// A copy of the finished project with more lines in its leap.yaml.
  private static func copy(adding lines: String) async throws -> String {
    let folder = try HostProcess.folder() + "/copy"
    try FileManager.default.copyItem(atPath: try await finished.value, toPath: folder)
    try (yaml(folder) + lines).write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  @Test func initStartsAProjectThatTestsAndRuns() async throws {
    let folder = try await Self.finished.value
    let text = try Self.yaml(folder)
    #expect(text.contains("project: tiny\n") && text.contains("validation: 8 "))
    let test = try HostProcess.run(["test", "--json"], in: folder)
    #expect(test.status == 0, "\(test.output)")
    #expect(try test.json()["weights"] as? String == "run-0001")
  }

  @Test func initNeverWritesOver() async throws {
    let folder = try HostProcess.folder(["leap.yaml": "mine"])
    try TinyData.write(to: folder)
    let answer = try HostProcess.run(["init"], in: folder)
    #expect(
      answer.status == 64 && answer.lastError.contains("there is a leap.yaml already; it is left as it is"), "\(answer.errors)")
    #expect(try Self.yaml(folder) == "mine")
    let none = try HostProcess.run(["init"], in: HostProcess.folder())
    #expect(none.status == 65 && none.lastError.contains("has no file"), "\(none.errors)")
  }

  @Test func gatesStopABuild() async throws {
    let folder = try await Self.copy(
      adding: """
        tests:
          - {name: learned, metric: accuracy, subset: validation, at_least: 0.9}
          - {name: sure, column: loss, at_most: -1}
          - {name: steady, metric: accuracy, not_worse_than: previous}
        """)
    let all = try HostProcess.run(["gate", "--json"], in: folder)
    #expect(all.status == 1, "\(all.errors)")
    let json = try all.json()
    #expect(Set(json.keys) == ["run", "passed", "tests"] && json["passed"] as? Bool == false)
    let tests = try #require(json["tests"] as? [[String: Any]])
    #expect(tests.map { $0["passed"] as? Bool } == [true, false, true])
    #expect(Set(tests[0].keys) == ["name", "figure", "passed", "samples", "value", "interval", "checks"])
    #expect(tests[2]["note"] as? String == "there is no earlier run to compare with")
    let check = try #require((tests[1]["checks"] as? [[String: Any]])?.first)
    #expect(check["limit"] as? Double == -1 && (check["margin"] as? Double ?? 0) < -1)

    let words = try HostProcess.run(["gate"], in: folder)
    #expect(words.status == 1 && words.output.hasSuffix("run-0001 fails 1 of 3: sure\n"), "\(words.output)")
    #expect(try HostProcess.run(["gate", "learned"], in: folder).status == 0)
    let unknown = try HostProcess.run(["gate", "lerned"], in: folder)
    #expect(unknown.status == 64 && unknown.lastError.contains("did you mean 'learned'?"))
    let without = try await Self.finished.value
    #expect(try HostProcess.run(["gate"], in: without).status == 64, "there are no bars")
  }

  /// A loss of another kind evaluates anew and trains no more; a worse run is told apart from the one before.
  @Test func lossAndIdsAndPins() async throws {
    let folder = try await Self.copy(adding: "loss: {kind: focal-loss, gamma: 1}\n")
    let stages = try #require(HostProcess.run(["run", "--json"], in: folder).json()["stages"] as? [[String: Any]])
    let cached = Dictionary(uniqueKeysWithValues: stages.map { ($0["name"] as? String ?? "", $0["cached"] as? Bool ?? false) })
    #expect(cached["train"] == true && cached["evaluate"] == false)

    let byID = try await Self.copy(adding: "metadata: [dev.leap.digit-metadata]\n")
    let test = try HostProcess.run(["test", "--json"], in: byID)
    #expect(test.output.contains("metadata dev.leap.digit-metadata"), "\(test.output)")
    #expect(test.status == 0, "\(test.output)")

    let digest = String(repeating: "0", count: 64)
    let pinned = try await Self.copy(adding: "metadata: [{plugin: libDigitMetadata.so, sha256: \"\(digest)\"}]\n")
    let refused = try HostProcess.run(["run"], in: pinned)
    #expect(refused.status == 69 && refused.lastError.contains("and leap.yaml wants \(digest)"), "\(refused.errors)")
  }

  /// Any port of the model can be the latent features; nothing is trained anew.
  @Test func featuresOfAnotherPort() async throws {
    let yaml = try Self.yaml(try await Self.finished.value)
    func project(_ port: String) async throws -> String {
      let folder = try await Self.copy(adding: "")
      let text = yaml.replacing("model:\n", with: "model:\n  features: \(port)\n")
      try text.write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
      return folder
    }
    let folder = try await project("logits")
    let run = try HostProcess.run(["run", "--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let stages = try #require(run.json()["stages"] as? [[String: Any]])
    #expect(stages.first { $0["name"] as? String == "train" }?["cached"] as? Bool == true)
    let name = try #require(run.json()["run"] as? String)
    func array(_ file: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: folder + "/.leap/runs/\(name)/\(file).npy"))
    }
    #expect(try array("features") == array("logits"))
    let wrong = try HostProcess.run(["run"], in: try await project("logit"))
    #expect(wrong.status == 64 && wrong.lastError.contains("it has no port 'logit'; did you mean 'logits'?"), "\(wrong.errors)")
  }

  @Test func columnsThatCannotBeReadAreNamed() async throws {
    let cases = [
      ("{plugin: libSimilars.so, columns: [label]}", "plugin 'libSimilars.so' reads no columns; leave out its key 'columns'"),
      (
        "{plugin: libInsights.so, columns: [losss]}",
        "is to read the column 'losss', which no metadata, metric or function fills; did you mean 'loss'?"
      ),
    ]
    for (analyzer, words) in cases {
      let folder = try await Self.copy(adding: "analyzers: [\(analyzer)]\n")
      for command in ["run", "test"] {
        let answer = try HostProcess.run([command], in: folder)
        let said = answer.output + answer.errors
        #expect(answer.status != 0 && said.contains(command == "run" ? words : "column"), "\(command): \(said)")
      }
    }
  }

  private static let metric = Result { try CompiledFixture.library("added_metric", of: "Tests/Fixtures/plugins/good_metric.c") }

  /// A column that is added to a finished run is computed alone: all else is taken over from the earlier run. Findings are made anew
  /// where they read all columns.
  @Test(arguments: 0..<3, [true, false]) func anAddedColumnIsComputedAlone(_ added: Int, _ readsAll: Bool) async throws {
    let metric = try Self.metric.get()
    let kinds = [
      (step: "metadata/dev.leap.digit-metadata/digits", column: "brightness", line: "metadata: [libDigitMetadata.so]"),
      (step: "metadata/org.example.good-metric/top", column: "top_score", line: "metrics: [\(metric)]"),
      (
        step: "metadata/function/size", column: "size",
        line: """
        functions:
          - {name: size, library: libm.so.6, symbol: fabs, signature: f64(f64), arguments: [loss],
             check: {arguments: [-2], result: 2}}
        """
      ),
    ]
    let others = kinds.indices.filter { $0 != added }
    let reader = readsAll ? "" : ", columns: [\(others.map { kinds[$0].column }.joined(separator: ", "))]"
    let analyzers = "analyzers: [libSimilars.so, libPopulationMap.so, {plugin: libInsights.so\(reader)}]"
    let folder = try await Self.copy(adding: (others.map { kinds[$0].line } + [analyzers, ""]).joined(separator: "\n"))
    func run() throws -> String {
      let answer = try HostProcess.run(["run", "--json"], in: folder)
      #expect(answer.status == 0, "\(answer.errors)")
      return try #require(answer.json()["run"] as? String)
    }
    let before = try run()
    try (Self.yaml(folder) + kinds[added].line + "\n").write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    let after = try run()
    #expect(before != after)

    let store = try RunStore(readingOnly: folder + "/.leap")
    let (first, second) = (try #require(try store.run(named: before)), try #require(try store.run(named: after)))
    let computed = try store.steps(of: second).filter { $0.adoptedFrom == nil }.map(\.id.description)
    let insights = "analyze/dev.leap.insights/insights"
    #expect(computed == [kinds[added].step] + (readsAll ? [insights] : []))
    #expect(try store.steps(of: second).count == store.steps(of: first).count + 1)
    #expect(try store.column(kinds[added].column, of: second) != nil && store.column(kinds[added].column, of: first) == nil)
    for column in try store.columns(of: first, where: { $0.description != insights }) {
      #expect(try store.column(column.name, of: second)?.values == store.column(column.name, of: first)?.values, "\(column.name)")
    }
    // Nothing has changed since.
    let again = try HostProcess.run(["run"], in: folder)
    #expect(again.output.hasPrefix("Nothing changed"), "\(again.output)")
  }

  /// A run that is named is opened as it is, whatever libraries are added, and none is made in its place.
  @Test func aNamedRunIsOpenedAndNotMade() async throws {
    let folder = try await Self.copy(adding: "")
    let list = ["insights", "--plugin", "libSimilars.so", "--json", "--run"]
    let known = try HostProcess.run(list + ["run-0001"], in: folder)
    #expect(try known.status == 0 && known.json()["run"] as? String == "run-0001", "\(known.errors)")
    let unknown = try HostProcess.run(list + ["run-0009"], in: folder)
    #expect(unknown.status == 64 && unknown.lastError.contains("opening run-0009: there is no such run"), "\(unknown.errors)")
    let alone = try HostProcess.folder(["leap.yaml": Self.yaml(folder)])
    #expect(try HostProcess.run(list + ["run-0001"], in: alone).status == 64)
    #expect(!FileManager.default.fileExists(atPath: alone + "/.leap"))
  }

  @Test func pairsHaveNoEvidence() async throws {
    let line = ["heatmap", "test:0", "--pair", "test:1", "--output", "pair.npy"]
    let answer = try HostProcess.run(line + ["--evidence"], in: try await Self.finished.value)
    #expect(answer.status == 64 && answer.lastError.contains("leave --raw and --evidence out"), "\(answer.errors)")
  }

  /// What a component leaves goes by its id: under two names it would write over itself.
  @Test func aComponentIsUsedOnce() async throws {
    let folder = try await Self.copy(
      adding: """
        plugins: [{name: a, plugin: libDigitMetadata.so}, {name: b, plugin: libDigitMetadata.so, options: {circle: [0]}}]
        metadata: [a, b]

        """)
    let run = try HostProcess.run(["run"], in: folder)
    #expect(run.status == 64 && run.lastError.contains("is used twice as metadata; keep one of them"), "\(run.errors)")
    let test = try HostProcess.run(["test", "--json"], in: folder)
    let findings = try #require(test.json()["findings"] as? [[String: Any]])
    let errors = findings.filter { $0["severity"] as? String == "error" }
    #expect(test.status == 1 && errors.map { $0["code"] as? String } == ["unusable"], "\(findings)")
  }

  /// What is wrong with a function is one line with its place, and an optional one is left out with a warning.
  @Test(arguments: [
    ("library: libnowhere.so, symbol: fabs, signature: f64(f64)", 64, "there is no library 'libnowhere.so'"),
    ("library: libm.so.6, symbol: fabz, signature: f64(f64)", 64, "exports no function 'fabz'; did you mean 'fabs'?"),
    ("library: libm.so.6, symbol: fabs, signature: f64(g64)", 64, "unknown type 'g64'"),
    ("library: libm.so.6, symbol: fabs, signature: f64(f64), arguments: [los]", 64, "unknown argument 'los' of function 'f'"),
    ("library: libm.so.6, symbol: exp, signature: f64(f64)", 64, "exp(1) gives 2.718281828459045, expected 1.0"),
    ("library: ./libbroken.so, symbol: reads_null, signature: f64(f64)", 69, "reads_null(1) dies of SIGSEGV"),
  ])
  func brokenFunctions(_ entry: String, _ status: Int32, _ problem: String) async throws {
    let arguments = entry.contains("arguments") ? "" : ", arguments: [loss]"
    func line(_ more: String) -> String {
      "functions:\n  - {name: f, \(entry)\(arguments), check: {arguments: [1], result: 1}\(more)}\n"
    }
    let folder = try await Self.copy(adding: line(""))
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")
    let answer = try HostProcess.run(["run"], in: folder)
    #expect(answer.status == status && answer.lastError.contains(problem), "\(answer.errors)")
    let place =
      try Self.yaml(folder).split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("name: f,") } ?? 0
    #expect(answer.lastError.contains("leap.yaml:\(place + 1):"), "\(answer.lastError)")

    // A file that cannot be read as it is written is an error in any case.
    guard !problem.hasPrefix("unknown") else { return }
    let optional = try await Self.copy(adding: line(", optional: true"))
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: optional + "/libbroken.so")
    let passed = try HostProcess.run(["run"], in: optional)
    #expect(passed.status == 0 && passed.errors.contains("the run goes on without column 'f'"), "\(passed.errors)")
  }

  /// The child that tries a function out does not outlive a leap-host that is killed.
  @Test func noOrphans() async throws {
    let lines = """
      functions:
        - {name: f, library: ./libbroken.so, symbol: loops, signature: f64(f64), arguments: [loss], time_limit: 600,
           check: {arguments: [1], result: 1}}

      """
    let folder = try await Self.copy(adding: lines)
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")
    let (host, finish) = try HostProcess.start(["run"], in: folder)
    var child: Int32?
    for _ in 0..<600 where child == nil {
      try await Task.sleep(for: .milliseconds(100))
      child = Self.children(of: host.processIdentifier).first
    }
    let pid = try #require(child, "no child was started")
    kill(host.processIdentifier, SIGKILL)
    _ = try finish()
    var isGone = false
    for _ in 0..<600 where !isGone {
      isGone = kill(pid, 0) != 0 || Self.state(of: pid) == "Z"
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(isGone, "the child outlives its parent")
    if !isGone { kill(pid, SIGKILL) }
  }

  /// Fields of /proc/PID/stat after the name in parentheses: state, parent, ...
  private static func fields(of pid: Int32) -> [Substring] {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return text.split(separator: ")").last?.split(separator: " ") ?? []
  }
  private static func state(of pid: Int32) -> Substring? { fields(of: pid).first }
  private static func children(of parent: Int32) -> [Int32] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter {
      fields(of: $0).dropFirst().first == "\(parent)"
    }
  }
}
