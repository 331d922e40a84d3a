import Core
import Store
import Testing

@Suite struct AdoptionTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func resultOfAnEarlierRunIsReused() throws {
    let (store, former) = try scratch.run()
    let run = try store.createRun(project: "mnist", fingerprint: "f2")
    try fill(store, former, step: .evaluate)
    try store.setFact("other", to: 1, step: .train, of: former)
    try store.setFact("stale", to: 1, step: .evaluate, of: run)
    try ArrayFile.write([Float(1), 2], shape: [2, 1], to: former.path("features.npy"))
    try ArrayFile.write([Float(9)], shape: [1], to: run.path("features.npy"))

    try store.adopt(step: .evaluate, from: former, into: run, files: ["features.npy"])

    #expect(try inode(run.path("features.npy")) == inode(former.path("features.npy")))
    let step = try #require(try store.step(.evaluate, of: run))
    #expect(step.state == .finished && step.seconds == 3 && step.adoptedFrom == "run-0001")
    #expect(try store.facts(of: run) == ["accuracy": .float64(0.99)])
    #expect(try store.column("c", of: run)?.values == store.column("c", of: former)?.values)
    #expect(try store.batches(of: run) == store.batches(of: former) && store.batches(of: run).count == 1)
    #expect(try store.epochs(of: run).count == 1)
    #expect(try store.dataset(of: run) == store.dataset(of: former))
    #expect(try store.insights(of: run).map(\.title) == ["odd"])
    #expect(try store.results(of: run).map(\.text) == ["fine"])

    // Again, from the copy and onto itself: nothing doubles, and the first run is still named.
    let third = try store.createRun(project: "mnist", fingerprint: "f3")
    for _ in 0..<2 { try store.adopt(step: .evaluate, from: run, into: third, files: ["features.npy"]) }
    #expect(try store.step(.evaluate, of: third)?.adoptedFrom == "run-0001")
    #expect(try store.columns(of: third).count == 1 && store.insights(of: third).count == 1)
    #expect(try scratch.names().filter { $0.hasSuffix(".partial") }.isEmpty)
  }

  @Test func rewritingASharedArrayLeavesTheOtherRunAlone() throws {
    let (store, former) = try scratch.run()
    let run = try store.createRun(project: "mnist", fingerprint: "f2")
    try store.record(StepRecord(.evaluate, fingerprint: "e", state: .finished), of: former)
    try ArrayFile.write([Float(1)], shape: [1], to: former.path("a.npy"))
    try store.adopt(step: .evaluate, from: former, into: run, files: ["a.npy"])
    try ArrayFile.write([Float(2)], shape: [1], to: run.path("a.npy"))
    #expect(try ArrayFile.readFloats(former.path("a.npy")).values == [1])
  }

  @Test func whatIsNotFinishedOrNotThereIsNotReused() throws {
    let (store, former) = try scratch.run()
    let run = try store.createRun(project: "mnist", fingerprint: "f2")
    try store.record(StepRecord(.evaluate, fingerprint: "e", state: .running), of: former)
    #expect(throws: LeapError.self) { try store.adopt(step: .evaluate, from: former, into: run, files: []) }
    try store.record(StepRecord(.evaluate, fingerprint: "e", state: .finished), of: former)
    let error = #expect(throws: LeapError.self) {
      try store.adopt(step: .evaluate, from: former, into: run, files: ["gone.npy"])
    }
    #expect(error?.place?.hasSuffix("run-0001/gone.npy") == true)
    #expect(try store.step(.evaluate, of: run) == nil)
  }

  private func fill(_ store: RunStore, _ run: Run, step: StepID) throws {
    try store.record(StepRecord(step, fingerprint: "e", state: .finished, seconds: 3), of: run)
    try store.setFact("accuracy", to: 0.99, step: step, of: run)
    try store.write(
      [(ColumnInfo(name: "c", kind: .string, source: "leap"), .string((0..<3000).map { "\($0)" }))], step: step, of: run)
    try store.append([BatchRecord(epoch: 0, step: 0, loss: 1, accuracy: 0, learningRate: 1, seconds: 1)], step: step, to: run)
    try store.append(
      EpochRecord(epoch: 0, trainingLoss: 1, trainingAccuracy: 1, validationLoss: 1, validationAccuracy: 1), step: step, to: run
    )
    try store.setDataset(
      DatasetRecord(
        subsets: [SubsetInfo(name: "test", state: .test, count: 3000)], classNames: ["a"],
        input: PortInfo(name: "x", dtype: .uint8, shape: [2])), step: step, of: run)
    try store.write(
      [InsightRecord(kind: "leak", title: "odd", severity: 1, members: [1], source: "org.leap.insights")], step: step, of: run)
    try store.setResult("fine", of: "org.leap.similars", step: step, of: run)
  }
}
