import Core
import Store
import Testing

@Suite struct StepTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func aStepIsRecordedAndReplaced() throws {
    let (store, run) = try scratch.run()
    #expect(try store.step(.train, of: run) == nil)
    try store.record(StepRecord(.train, fingerprint: "t1", state: .running), of: run)
    let failed = StepRecord(.train, fingerprint: "t1", state: .failed, seconds: 2.5, failure: "no memory")
    try store.record(failed, of: run)
    try store.record(StepRecord(.dataset, fingerprint: "d", state: .finished), of: run)
    #expect(try store.step(.train, of: run) == failed)
    let steps = try store.steps(of: run).map(\.id)
    #expect(steps == [StepID.dataset, .train])
  }

  @Test func theNewestFinishedStepIsFound() throws {
    let (store, first) = try scratch.run()
    let second = try store.createRun(project: "mnist", fingerprint: "f2")
    let third = try store.createRun(project: "mnist", fingerprint: "f3")
    for (run, state) in [(first, StepRecord.State.finished), (second, .finished), (third, .failed)] {
      try store.record(StepRecord(.train, fingerprint: "t", state: state, seconds: 9), of: run)
    }
    let found = try store.finishedStep(.train, fingerprint: "t")
    #expect(found?.run == second && found?.step.seconds == 9)
    #expect(try store.finishedStep(.train, fingerprint: "u") == nil)
    #expect(try store.finishedStep(.evaluate, fingerprint: "t") == nil)
  }

  @Test func clearForgetsOneStepOfOneRun() throws {
    let (store, run) = try scratch.run()
    let other = try store.createRun(project: "mnist", fingerprint: "f2")
    for run in [run, other] {
      try store.setFact("a", to: 1, step: .train, of: run)
      try store.setFact("b", to: 2, step: .evaluate, of: run)
      try store.append([BatchRecord(epoch: 0, step: 0, loss: 1, accuracy: 1)], to: run)
    }
    try store.clear(step: .train, of: run)
    #expect(try store.facts(of: run) == ["b": .float64(2)])
    #expect(try store.batches(of: run).isEmpty)
    #expect(try store.facts(of: other).count == 2 && store.batches(of: other).count == 1)
  }

  @Test func factsKeepTheirTypes() throws {
    let (store, run) = try scratch.run()
    let facts: [String: ColumnValue] = [
      "validation_accuracy": .float64(1), "epochs": .int64(-7), "stopped": .bool(true), "why": .string("it's \"good\""),
    ]
    for (name, value) in facts { try store.setFact(name, to: value, step: .train, of: run) }
    #expect(try store.facts(of: run) == facts)
    #expect(try store.number("validation_accuracy", of: run) == 1)
    #expect(try store.number("epochs", of: run) == -7)
    #expect(try store.number("why", of: run) == nil)
    try store.setFact("epochs", to: .nan, step: .train, of: run)
    #expect(try store.number("epochs", of: run)?.isNaN == true)
  }

  @Test func datasetIsKeptInOrder() throws {
    let (store, run) = try scratch.run()
    #expect(try store.dataset(of: run) == nil)
    let dataset = DatasetRecord(
      subsets: [
        SubsetInfo(name: "training", state: .training, count: 48_000), SubsetInfo(name: "a", state: .unlabeled, count: 0),
      ], classNames: ["0", "zwei", "0"], input: PortInfo(name: "image", dtype: .float32, shape: [1, 28, 28]))
    try store.setDataset(dataset, of: run)
    try store.setDataset(dataset, of: run)
    #expect(try store.dataset(of: run) == dataset)
    #expect(try store.dataset(of: run)?.rows.count == 48_000)
  }
}
