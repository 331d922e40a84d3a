import Core
import Foundation
import Store
import Testing

@Suite struct TrainingTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func batchesComeBackInOrder() throws {
    let (store, run) = try scratch.run()
    let batches = (0..<10).map {
      BatchRecord(epoch: $0 / 4, step: $0, loss: 1 / Double($0 + 1), accuracy: 0.5, learningRate: 1e-3, seconds: 0.01)
    }
    try store.append(Array(batches[5...]), to: run)
    try store.append(Array(batches[..<7]), to: run)
    #expect(try store.batches(of: run) == batches)
    #expect(try store.batches(of: run, fromStep: 8) == Array(batches[8...]))
    for epoch in 0..<3 { try store.append(record(epoch), to: run) }
    try store.deleteBatches(of: run, fromStep: 6, fromEpoch: 1)
    #expect(try store.batches(of: run) == Array(batches[..<6]))
    #expect(try store.epochs(of: run) == [record(0)])
  }

  private func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainingLoss: 0.3, trainingAccuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.95, seconds: 4)
  }

  @Test func lossThatDivergedIsKept() throws {
    let (store, run) = try scratch.run()
    try store.append(
      [BatchRecord(epoch: 0, step: 0, loss: .nan, accuracy: 0), .init(epoch: 0, step: 1, loss: .infinity, accuracy: 0)], to: run)
    let losses = try store.batches(of: run).map(\.loss)
    #expect(losses[0].isNaN && losses[1] == .infinity)
  }

  @Test func checkpointReplacesTheFormer() throws {
    let (store, run) = try scratch.run()
    #expect(try store.checkpoint(of: run) == nil)
    let sums = EpochSums(loss: 0.1 + 0.2, correct: 1 / 3, seconds: .nan)
    for step in [100, 200, 200, 200] {
      try store.saveCheckpoint(epoch: step / 100, step: step, sums: sums, of: run) { try $0.append([UInt8(step / 10)]) }
      let checkpoint = try #require(try store.checkpoint(of: run))
      #expect(checkpoint.step == step && checkpoint.epoch == step / 100)
      #expect(checkpoint.sums.loss == sums.loss && checkpoint.sums.correct == sums.correct && checkpoint.sums.seconds.isNaN)
      #expect(try readBytes(run.path(checkpoint.file)) == [UInt8(step / 10)])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.directory).count == 1)
    try store.deleteCheckpoint(of: run)
    #expect(try store.checkpoint(of: run) == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.directory).isEmpty)
  }

  @Test func checkpointThatFailsLeavesTheFormer() throws {
    struct Stop: Error {}
    let (store, run) = try scratch.run()
    try store.saveCheckpoint(epoch: 0, step: 1, sums: EpochSums(), of: run) { try $0.append([1]) }
    #expect(throws: Stop.self) {
      try store.saveCheckpoint(epoch: 0, step: 2, sums: EpochSums(), of: run) {
        try $0.append([2])
        throw Stop()
      }
    }
    #expect(try store.checkpoint(of: run)?.step == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.directory) == ["checkpoint-1.state"])
  }

  @Test func checkpointWhoseFileIsGoneIsNone() throws {
    let (store, run) = try scratch.run()
    try store.setCheckpoint(Checkpoint(file: "gone", epoch: 0, step: 1), of: run)
    #expect(try store.checkpoint(of: run) == nil)
  }
}
