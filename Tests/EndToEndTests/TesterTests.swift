import Foundation
import Testing

/// `leap-host test` on projects that have one fault each: Tests/Fixtures/projects.
@Suite struct TesterTests {
  private static let projects = HostProcess.repository + "/Tests/Fixtures/projects"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: projects)) ?? []).filter { !$0.hasSuffix(".c") }
    .sorted()

  /// The libraries that the projects name, compiled once, in a folder of their own.
  private static let libraries = Task<String, any Error> {
    let folder = try HostProcess.folder()
    let sources = [
      ("faulty_dataset", "Tests/Fixtures/projects/faulty_dataset.c"),
      ("faulty_metadata", "Tests/Fixtures/projects/faulty_metadata.c"),
      ("linear_model", "Tests/Fixtures/plugins/linear_model.c"),
    ]
    for (name, source) in sources {
      let library = try CompiledFixture.library("tested_\(name)", of: source)
      try FileManager.default.copyItem(atPath: library, toPath: folder + "/lib\(name).so")
    }
    return folder
  }

  /// A copy of a project, beside the C functions that it may name.
  private static func copy(_ name: String) throws -> (folder: String, yaml: String) {
    let yaml = try String(contentsOfFile: projects + "/\(name)/leap.yaml", encoding: .utf8)
    let folder = try HostProcess.folder(["leap.yaml": yaml])
    if yaml.contains("libbroken.so") {
      try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")
    }
    return (folder, yaml)
  }

  @Test func thereIsAProjectForEachFinding() throws {
    let found = try Set(
      Self.names.map { try Self.copy($0).yaml.prefix { $0 != "\n" }.split(separator: " ").last.map(String.init) ?? "" })
    let listed = try HostProcess.run(["test", "--codes"], in: HostProcess.folder())
    let codes = listed.output.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { String($0.split(separator: "`")[1]) }
    #expect(codes.count >= 20)
    #expect(found == Set(codes + ["nothing"]))
  }

  @Test(arguments: TesterTests.names) func findsTheOneFault(_ name: String) async throws {
    let (folder, yaml) = try Self.copy(name)
    let expected = try #require(yaml.prefix { $0 != "\n" }.split(separator: " ").last)
    let answer = try HostProcess.run(
      ["test", "--json"], in: folder, environment: ["LEAP_PLUGIN_PATH": try await Self.libraries.value])
    let report = try answer.json()
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(
      Set(report.keys).union(["weights"]) == [
        "project", "samples", "weights", "seconds", "errors", "warnings", "components", "findings",
      ])
    #expect(findings.map { $0["code"] as? String } == (expected == "nothing" ? [] : [String(expected)]), "\(findings)")
    let errors = findings.count { $0["severity"] as? String == "error" }
    #expect(answer.status == (errors > 0 ? 1 : 0) && report["errors"] as? Int == errors)
    // Where one sample has the fault, it is named.
    if let sample = findings.first?["sample"] as? String, yaml.contains("fault: \(name)") {
      let known = ["repeated-sample": "training:4", "sample-in-two-subsets": "validation:3", "unexpected-label": "pool:2"]
      let whole = ["wrong-shape", "wrong-type", "depends-on-batch", "slow"]
      if !whole.contains(name) { #expect(sample == known[name] ?? "validation:2" || name == "failed") }
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/.leap"), "a test leaves nothing behind")
  }

  @Test func theTableIsForPeople() async throws {
    let (folder, _) = try Self.copy("out-of-range")
    let answer = try HostProcess.run(["test"], in: folder, environment: ["LEAP_PLUGIN_PATH": try await Self.libraries.value])
    #expect(answer.status == 1)
    let lines = answer.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "error out-of-range: metadata libfaulty_metadata.so: validation:2: column 'ink' is 2.0, outside of 0.0 to 1.0")
    #expect(lines.contains { $0.hasPrefix("component ") && $0.hasSuffix("verdict") })
    #expect(lines.last?.hasSuffix("1 error") == true, "\(answer.output)")
  }

  /// The project of the repository, on 2,000 samples of each subset; all of them take a release build.
  @Test func nothingIsWrongWithMNIST() throws {
    let yaml = try String(contentsOfFile: HostProcess.repository + "/leap.yaml", encoding: .utf8)
    let answer = try HostProcess.run(["test", "--sample-limit", "2000", "--json"], in: HostProcess.folder(["leap.yaml": yaml]))
    #expect(answer.status == 0, "\(answer.errors)")
    let report = try answer.json()
    #expect((report["findings"] as? [Any])?.isEmpty == true, "\(answer.output)")
    #expect(report["samples"] as? [String: Int] == ["training": 2000, "validation": 2000, "test": 2000])
    #expect(report["weights"] as? String == "random")
  }
}
