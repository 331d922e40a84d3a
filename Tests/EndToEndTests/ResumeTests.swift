import Foundation
import Store
import Testing

/// Killed at any time, a run goes on and ends as if nothing had happened.
@Suite struct ResumeTests {
  private func weights(_ folder: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + "/.leap/runs/run-0001/model.safetensors"))
  }

  /// Waits until the store has seen a training step; it must come while the process runs.
  private func wait(forStep step: Int, of process: Process, in folder: String) {
    while process.isRunning {
      // No store, no run and no step yet are all the same here.
      if let store = try? RunStore(readingOnly: folder + "/.leap"), let run = try? store.run(named: "run-0001"),
        let last = try? store.lastStep(of: run), last >= step
      {
        return
      }
      usleep(5000)
    }
    Issue.record("the training ended before step \(step) was seen")
  }

  @Test func killedTrainingEndsWithTheSameWeights() throws {
    let project = try HostProcess.smallProject(epochs: 6)
    let undisturbed = try HostProcess.folder(project)
    #expect(try HostProcess.run(["train"], in: undisturbed).status == 0)
    let right = try weights(undisturbed)

    // Of 6 epochs of 32 steps; killed in the first, and later than where it went on.
    let folder = try HostProcess.folder(project)
    for step in [10, 50, 100] {
      let (process, finish) = try HostProcess.start(["train"], in: folder)
      wait(forStep: step, of: process, in: folder)
      kill(process.processIdentifier, SIGKILL)
      #expect(try finish().status == SIGKILL, "killed behind step \(step)")
    }
    let resumed = try HostProcess.run(["train"], in: folder)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try weights(folder) == right)
  }

  @Test func interruptedTrainingSaysHowToGoOn() throws {
    let folder = try HostProcess.folder(try HostProcess.smallProject(epochs: 100))
    let (process, finish) = try HostProcess.start(["train"], in: folder)
    wait(forStep: 40, of: process, in: folder)
    kill(process.processIdentifier, SIGINT)
    let answer = try finish()
    #expect(answer.status == 130)
    #expect(answer.lastError.contains("run the same command again"))
  }

  @Test func aChangedOptionRedoesOnlyWhatDependsOnIt() throws {
    let folder = try HostProcess.folder(try HostProcess.smallProject())
    #expect(try HostProcess.run(["run"], in: folder).status == 0)
    let other = try HostProcess.smallProject()["leap.yaml"]!.replacing(
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
