import Foundation
import Testing

/// Killed at any time, a run goes on and ends as if nothing had happened.
@Suite struct ResumeTests {
  private func weights(_ folder: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + "/.leap/runs/run-0001/model.safetensors"))
  }

  @Test func killedTrainingEndsWithTheSameWeights() throws {
    let project = HostProcess.smallProject(training: 12_000, epochs: 2)
    let undisturbed = try HostProcess.folder(project)
    let started = Date()
    #expect(try HostProcess.run(["train"], in: undisturbed).status == 0)
    let duration = Date().timeIntervalSince(started)
    let right = try weights(undisturbed)

    for share in [0.3, 0.6, 0.85] {
      let folder = try HostProcess.folder(project)
      let (process, finish) = try HostProcess.start(["train"], in: folder)
      Thread.sleep(forTimeInterval: duration * share)
      kill(process.processIdentifier, SIGKILL)
      _ = try finish()
      let resumed = try HostProcess.run(["train"], in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try weights(folder) == right, "killed at \(share) of the training")
    }
  }

  @Test func interruptedTrainingSaysHowToGoOn() throws {
    let folder = try HostProcess.folder(HostProcess.smallProject(training: 40_000, epochs: 3))
    let (process, finish) = try HostProcess.start(["train"], in: folder)
    Thread.sleep(forTimeInterval: 1.5)
    kill(process.processIdentifier, SIGINT)
    let answer = try finish()
    #expect(answer.status == 130)
    #expect(answer.lastError.contains("run the same command again"))
  }

  @Test func aChangedOptionRedoesOnlyWhatDependsOnIt() throws {
    let folder = try HostProcess.folder(HostProcess.smallProject())
    #expect(try HostProcess.run(["run"], in: folder).status == 0)
    let other = HostProcess.smallProject()["leap.yaml"]!.replacing(
      "metadata: [libDigitMetadata.so]", with: "metadata: [{plugin: libDigitMetadata.so, options: {circle: [0]}}]")
    try other.write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    let again = try HostProcess.run(["run", "--json"], in: folder)
    try #require(again.status == 0, "\(again.errors)")
    let stages = try #require(again.json()["stages"] as? [[String: Any]])
    let redone = stages.filter { $0["cached"] as? Bool == false }.compactMap { $0["name"] as? String }
    #expect(redone == ["metadata", "analyze"], "findings read all columns")
    #expect(try again.json()["run"] as? String == "run-0002")
    let sample = try HostProcess.run(["sample", "test:0", "--json"], in: folder)
    #expect(sample.status == 0, "\(sample.errors)")
  }
}
