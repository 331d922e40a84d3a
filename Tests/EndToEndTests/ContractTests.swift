import Foundation
import Testing

/// A project from its first line to its gate: init, test, run, gate.
@Suite struct ContractTests {
  @Test func initStartsAProjectThatTestsAndRuns() async throws {
    let folder = try await TinyProject.finished.value
    let text = try TinyProject.yaml(folder)
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
    #expect(try TinyProject.yaml(folder) == "mine")
    let none = try HostProcess.run(["init"], in: HostProcess.folder())
    #expect(none.status == 65 && none.lastError.contains("has no file"), "\(none.errors)")
  }

  @Test func gatesStopABuild() async throws {
    let folder = try await TinyProject.copy(
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
    let without = try await TinyProject.finished.value
    #expect(try HostProcess.run(["gate"], in: without).status == 64, "there are no bars")
  }

  /// A loss of another kind evaluates anew and trains no more; a worse run is told apart from the one before.
  @Test func lossAndIdsAndPins() async throws {
    let folder = try await TinyProject.copy(adding: "loss: {kind: focal-loss, gamma: 1}\n")
    let stages = try #require(HostProcess.run(["run", "--json"], in: folder).json()["stages"] as? [[String: Any]])
    let cached = Dictionary(uniqueKeysWithValues: stages.map { ($0["name"] as? String ?? "", $0["cached"] as? Bool ?? false) })
    #expect(cached["train"] == true && cached["evaluate"] == false)

    let byID = try await TinyProject.copy(adding: "metadata: [dev.leap.digit-metadata]\n")
    let test = try HostProcess.run(["test", "--json"], in: byID)
    #expect(test.output.contains("metadata dev.leap.digit-metadata"), "\(test.output)")
    #expect(test.status == 0, "\(test.output)")

    let digest = String(repeating: "0", count: 64)
    let pinned = try await TinyProject.copy(adding: "metadata: [{plugin: libDigitMetadata.so, sha256: \"\(digest)\"}]\n")
    let refused = try HostProcess.run(["run"], in: pinned)
    #expect(refused.status == 69 && refused.lastError.contains("and leap.yaml wants \(digest)"), "\(refused.errors)")
  }

  /// Any port of the model can be the latent features; nothing is trained anew.
  @Test func featuresOfAnotherPort() async throws {
    let yaml = try TinyProject.yaml(try await TinyProject.finished.value)
    func project(_ port: String) async throws -> String {
      let folder = try await TinyProject.copy(adding: "")
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

  /// A run that is named is opened as it is, whatever libraries are added, and none is made in its place.
  @Test func aNamedRunIsOpenedAndNotMade() async throws {
    let folder = try await TinyProject.copy(adding: "")
    let list = ["insights", "--plugin", "libSimilars.so", "--json", "--run"]
    let known = try HostProcess.run(list + ["run-0001"], in: folder)
    #expect(try known.status == 0 && known.json()["run"] as? String == "run-0001", "\(known.errors)")
    let unknown = try HostProcess.run(list + ["run-0009"], in: folder)
    #expect(unknown.status == 64 && unknown.lastError.contains("opening run-0009: there is no such run"), "\(unknown.errors)")
    let alone = try HostProcess.folder(["leap.yaml": TinyProject.yaml(folder)])
    #expect(try HostProcess.run(list + ["run-0001"], in: alone).status == 64)
    #expect(!FileManager.default.fileExists(atPath: alone + "/.leap"))
  }

  @Test func pairsHaveNoEvidence() async throws {
    let line = ["heatmap", "test:0", "--pair", "test:1", "--output", "pair.npy"]
    let answer = try HostProcess.run(line + ["--evidence"], in: try await TinyProject.finished.value)
    #expect(answer.status == 64 && answer.lastError.contains("leave --raw and --evidence out"), "\(answer.errors)")
  }

  /// What a component leaves goes by its id: under two names it would write over itself.
  @Test func aComponentIsUsedOnce() async throws {
    let folder = try await TinyProject.copy(
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
}
