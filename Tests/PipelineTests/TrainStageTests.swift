import Core
import Foundation
import PluginHost
import Store
import Synchronization
import Testing

@testable import Pipeline

@Suite struct TrainStageTests {
  @Test func everySampleOnceAnEpochInSeededOrder() async throws {
    let seen = Mutex<[[Float]]>([])
    let work = try makeWork(
      model: DigestModel { step in
        seen.withLock { $0.append(step.inputs.floats) }
        return 1
      })
    try await work.trainStage()
    let steps = seen.withLock { $0 }
    #expect(steps.map(\.count) == [4, 4, 2, 4, 4, 2, 4, 4, 2])
    for epoch in 0..<3 { #expect(steps[3 * epoch..<3 * epoch + 3].flatMap { $0 }.sorted() == (0..<10).map { Float($0) }) }
    #expect(steps[0..<3] != steps[3..<6], "each epoch has its own order")
    #expect(try work.store.batches(of: work.run).count == 9)
    #expect(try work.store.epochs(of: work.run).count == 3)
  }

  @Test(arguments: 0..<9) func aStopAtAnyStepEndsWithTheSameWeights(_ last: Int) async throws {
    let undisturbed = try makeWork(model: DigestModel())
    try await undisturbed.trainStage()

    struct Killed: Error {}
    let work = try makeWork(
      model: DigestModel { step in
        if step.step == last { throw Killed() }
        return 1 / Double(step.step + 1)
      })
    await #expect(throws: Killed.self) { try await work.trainStage() }
    #expect(work.weights == nil)
    #expect(try work.store.step(.train, of: work.run)?.state == .failed)
    let again = work.again(model: DigestModel())
    try await again.trainStage()
    #expect(again.weights == undisturbed.weights && again.weights != nil)
    #expect(try again.store.batches(of: work.run).map(\.loss) == undisturbed.store.batches(of: undisturbed.run).map(\.loss))
    let losses = (try again.store.epochs(of: work.run), try undisturbed.store.epochs(of: undisturbed.run))
    #expect(losses.0.map(\.trainingLoss) == losses.1.map(\.trainingLoss))
  }

  @Test func anEmptyTrainingSubsetIsRefused() async throws {
    let base = try makeWork(model: DigestModel())
    let dataset = CountingDataset(subsets: [SubsetInfo(name: "training", state: .training, count: 0)])
    let work = StageWork(plan: base.plan, store: base.store, run: base.run, dataset: dataset, report: { _ in }) { DigestModel() }
    let error = await #expect(throws: LeapError.self) { try await work.trainStage() }
    #expect(error?.problem == "the training subset has no samples")
  }

  @Test func batchesCanBeReadLongBeforeTheNextCheckpoint() async throws {
    struct Killed: Error {}
    let reader = Mutex<StageWork?>(nil)
    let model = DigestModel { _ in
      // Goes on until a reader finds a batch.
      if let work = reader.withLock({ $0 }), try work.store.lastStep(of: work.run) != nil { throw Killed() }
      return 1
    }
    let base = try makeWork("{epochs: 1, batch_size: 4, checkpoint_seconds: 1000}", model: model)
    let dataset = CountingDataset(subsets: [SubsetInfo(name: "training", state: .training, count: 1_000_000)])
    let work = StageWork(plan: base.plan, store: base.store, run: base.run, dataset: dataset, report: { _ in }) { model }
    reader.withLock { $0 = work }
    await #expect(throws: Killed.self) { try await work.trainStage() }
    #expect(try !work.store.batches(of: work.run).isEmpty)
    #expect(try work.store.checkpoint(of: work.run) == nil)
  }

  @Test func cancellingKeepsACheckpoint() async throws {
    let work = try makeWork(
      "{epochs: 3, batch_size: 4, checkpoint_seconds: 1000}",
      model: DigestModel { step in
        if step.step == 4 { withUnsafeCurrentTask { $0?.cancel() } }
        return 1
      })
    await #expect(throws: CancellationError.self) { try await work.trainStage() }
    #expect(try work.store.checkpoint(of: work.run)?.step == 5)
  }

  @Test func aLossThatIsNoNumberStopsWithTheStep() async throws {
    let work = try makeWork(model: DigestModel { $0.step == 4 ? .nan : 1 })
    do {
      try await work.trainStage()
      Issue.record("it went on")
    } catch let error as LeapError {
      #expect(error.doing == "training, epoch 2, step 4")
      #expect(error.remedy?.contains("learning_rate") == true)
    }
  }

  @Test func finishedStagesAreNotDoneAgain() async throws {
    let steps = Mutex(0)
    let model = DigestModel { _ in
      steps.withLock { $0 += 1 }
      return 1
    }
    let work = try makeWork(model: model)
    try await work.trainStage()
    try await work.trainStage()
    #expect(steps.withLock { $0 } == 9)
    try FileManager.default.removeItem(atPath: work.run.path(RunFiles.model))
    try await work.trainStage()
    #expect(steps.withLock { $0 } == 18, "a result whose file is gone is made again")
  }

  /// The summary is the model's own words; nothing of its plan is read.
  @Test func theModelsSummaryIsToldLineByLine() async throws {
    let base = try makeWork("{epochs: 1, batch_size: 4}", model: DigestModel())
    let notes = Mutex<[String]>([])
    let work = StageWork(
      plan: base.plan, store: base.store, run: base.run, dataset: base.dataset,
      report: { event in if case .note(let text) = event { notes.withLock { $0.append(text) } } }
    ) { DigestModel() }
    try await work.trainStage()
    #expect(notes.withLock { $0 } == ["by digest", "in two lines"])
  }

  @Test func earlyStoppingEndsTraining() async throws {
    // The validation loss of this model never changes, so the first epoch stays the best.
    let work = try makeWork("{epochs: 9, batch_size: 4, schedule: constant, early_stopping: 2}", model: DigestModel())
    try await work.trainStage()
    #expect(try work.store.epochs(of: work.run).count == 3)
    let one = try makeWork("{epochs: 1, batch_size: 4, schedule: constant}", model: DigestModel())
    try await one.trainStage()
    #expect(work.weights == one.weights, "the weights are those of the best epoch")
  }
}
