import Core
import Foundation
import Store
import Testing

/// A project whose runs an older release made, in the hands of this one.
@Suite struct OldProjectTests {
  @Test func runGoesOnBesideTheRunsOfAnOlderRelease() throws {
    let (fixture, folder) = (HostProcess.repository + "/Tests/Fixtures/old-run", try HostProcess.folder() + "/project")
    try FileManager.default.copyItem(atPath: fixture, toPath: folder)
    let first = try HostProcess.run(["sample", "test:0", "--run", "run-0002", "--json"], in: folder)
    let read = try first.json()["run"] as? String
    #expect(first.status == 0 && read == "run-0002", "a question alone opens it: \(first.errors)")

    let answer = try HostProcess.run(["run", "--json"], in: folder)
    #expect(answer.status == 0, "\(answer.errors)")
    let name = try #require(try answer.json()["run"] as? String)
    let store = try RunStore(readingOnly: folder + "/.leap")
    let names = Set(try store.runs().map(\.name))
    #expect(names == ["run-0001", "run-0002", "run-0003", name])
    for old in ["run-0001", "run-0002"] {
      let files = "/.leap/runs/" + old
      #expect(FileManager.default.contentsEqual(atPath: folder + files, andPath: fixture + files), "\(old) is as it was")
    }
    let new = try #require(try store.run(named: name))
    let findings = try store.insights(of: new)
    #expect(findings.contains { $0.kind == "leak" && $0.state == InsightRecord.State.accepted }, "what was decided is kept")

    for run in ["run-0001", "run-0002"] {
      let sample = try HostProcess.run(["sample", "test:0", "--run", run, "--json"], in: folder)
      let told = try sample.json()["run"] as? String
      #expect(sample.status == 0 && told == run, "\(sample.errors)")
      let found = try HostProcess.run(["insights", "--run", run], in: folder)
      #expect(found.status == 0 && found.output.contains("exact copy in training"), "\(found.errors)")
    }
    let again = try HostProcess.run(["run"], in: folder)
    #expect(again.output.contains("Nothing changed"), "\(again.output)")
  }
}
