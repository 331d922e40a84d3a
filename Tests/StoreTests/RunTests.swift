import Core
import Foundation
import Store
import Testing

@Suite struct RunTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func runsAreNumberedAndFound() throws {
    let store = try scratch.store()
    #expect(try store.runs().isEmpty)
    let first = try store.createRun(project: "mnist", fingerprint: "a", options: #"{"seed":1}"#)
    let second = try store.createRun(project: "fashion", fingerprint: "b")
    let third = try store.createRun(project: "mnist", fingerprint: "a")
    #expect([first, second, third].map(\.name) == ["run-0001", "run-0002", "run-0003"])
    #expect(first.options == #"{"seed":1}"# && first.project == "mnist" && first.finishedAt == nil)
    #expect(abs(first.createdAt.timeIntervalSinceNow) < 60)
    #expect(FileManager.default.fileExists(atPath: scratch.leap + "/runs/run-0002"))
    #expect(first.path("x.npy") == scratch.leap + "/runs/run-0001/x.npy")

    #expect(try store.runs() == [third, second, first])
    #expect(try store.runs(ofProject: "fashion") == [second])
    #expect(try store.runs(ofProject: "mnist") == [third, first])
    try store.use(first)
    #expect(try store.runs(ofProject: "mnist").map(\.name) == ["run-0001", "run-0003"])
    #expect(try store.run(fingerprint: "a") == third)
    #expect(try store.run(fingerprint: "c") == nil)
    #expect(try store.run(named: "run-0002") == second)
    #expect(try store.run(named: "run-9") == nil)

    try store.finish(first)
    #expect(try store.run(named: "run-0001")?.finishedAt != nil)
  }

  @Test func allOfItIsThereAfterOpeningAgain() throws {
    do { _ = try scratch.run() }
    #expect(try scratch.store().runs().map(\.name) == ["run-0001"])
    #expect(try RunStore(readingOnly: scratch.leap).runs().map(\.name) == ["run-0001"])
  }

  @Test func readingOnlyNeedsAStoreAndCreatesNone() throws {
    let error = #expect(throws: LeapError.self) { try RunStore(readingOnly: scratch.leap) }
    #expect(error?.problem == "there is no run yet")
    #expect(error?.remedy?.contains("leap-host run") == true)
    #expect(try scratch.names() == [])
  }

  @Test func readingOnlyRefusesToWrite() throws {
    let (_, run) = try scratch.run()
    let reader = try RunStore(readingOnly: scratch.leap)
    let error = #expect(throws: LeapError.self) { try reader.finish(run) }
    #expect(error?.problem.contains("reading only") == true)
  }

  @Test func aReaderSeesWhatAWriterAdds() throws {
    let (store, run) = try scratch.run()
    let reader = try RunStore(readingOnly: scratch.leap)
    try store.append([BatchRecord(epoch: 0, step: 0, loss: 2, accuracy: 0.1)], to: run)
    #expect(try reader.batches(of: run).count == 1)
  }

  @Test func manyAtOnceOpenAndNumberWithoutClash() async throws {
    let directory = scratch.leap
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for i in 0..<8 {
        group.addTask { try RunStore(directory: directory).createRun(project: "p", fingerprint: "\(i)").name }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(names == Set((1...8).map { "run-000\($0)" }))
  }

  @Test func oneProcessWorksOnARun() throws {
    let (store, run) = try scratch.run()
    try writeBytes([1], run.path("features.npy.99-1.partial"))
    try writeBytes([1], run.path("features.npy"))
    try store.saveCheckpoint(epoch: 0, step: 5, sums: EpochSums(), of: run) { try $0.append([1]) }
    try writeBytes([1], run.path("checkpoint-6.state"))
    do {
      let lock = try store.lock(run)
      let names = try FileManager.default.contentsOfDirectory(atPath: run.directory).sorted()
      #expect(names == ["checkpoint-5.state", "features.npy", "run.lock"])
      let error = #expect(throws: LeapError.self) { try store.lock(run) }
      #expect(error?.problem.contains("another leap-host") == true)
      withExtendedLifetime(lock) {}
    }
    _ = try store.lock(run)
  }
}
