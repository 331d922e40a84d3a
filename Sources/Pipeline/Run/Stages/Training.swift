import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store

/// A training under way.
struct Training {
  let work: StageWork
  let model: any ModelRole
  let plan: TrainingPlan
  /// Number and size of the training subset.
  let subset: Int
  let count: Int
  let stepsPerEpoch: Int

  var step = 0
  var pending: [BatchRecord] = []
  /// What the epoch under way has come to.
  var sums = EpochSums()
  private var checkpointWatch = Stopwatch()
  private var flushWatch = Stopwatch()
  /// How long a reader of the store waits for new batches, in seconds.
  private static let flushSeconds = 0.5

  init(work: StageWork, model: any ModelRole) throws {
    self.work = work
    self.model = model
    plan = work.plan.training
    let subsets = work.dataset.subsets.indices.filter { work.dataset.subsets[$0].state == .training }
    guard subsets.count == 1, model.offersTraining, model.offersState else {
      throw LeapError(
        .usage, doing: "training the model",
        problem: subsets.count == 1 ? "its plugin does not train and save" : "the data set has \(subsets.count) training subsets",
        remedy: subsets.count == 1 ? "name another model in leap.yaml" : "give it one")
    }
    subset = subsets[0]
    count = work.dataset.subsets[subset].count
    guard count > 0 else {
      throw LeapError(
        .usage, doing: "training the model", problem: "the training subset has no samples", remedy: "check the data set's options"
      )
    }
    stepsPerEpoch = (count - 1) / plan.batchSize + 1
  }

  /// Starts from the checkpoint, or from the beginning where there is none that can be read.
  mutating func restore() async throws {
    if let checkpoint = try work.store.checkpoint(of: work.run) {
      try await model.load(.training, try readWhole(work.run.path(checkpoint.file)))
      step = checkpoint.step
      sums = checkpoint.sums
      work.report(.note("training goes on from step \(step) of \(plan.epochs * stepsPerEpoch)"))
    } else {
      try await model.initialize(seed: work.plan.trainingSeed)
    }
    try work.store.deleteBatches(of: work.run, fromStep: step, fromEpoch: step / stepsPerEpoch)
  }

  mutating func runEpochs() async throws {
    let first = step / stepsPerEpoch
    for epoch in first..<max(first, plan.epochs) {
      if try isOver() { return }
      let watch = Stopwatch()
      let before = sums.seconds
      let order = permutation(of: count, seed: work.plan.trainingSeed, round: epoch)
      while step < (epoch + 1) * stepsPerEpoch {
        try Task.checkCancellation()
        sums.seconds = before + watch.seconds
        if checkpointWatch.seconds >= plan.checkpointSeconds { try await saveCheckpoint() }
        if flushWatch.seconds >= Self.flushSeconds { try flush() }
        try await trainOneStep(epoch: epoch, order: order)
      }
      sums.seconds = before + watch.seconds
      try await finish(epoch: epoch)
    }
  }

  private mutating func trainOneStep(epoch: Int, order: [Int64]) async throws {
    let start = (step - epoch * stepsPerEpoch) * plan.batchSize
    let rows = Array(order[start..<min(start + plan.batchSize, count)])
    let inputs = Tensor(.float32, [rows.count] + work.dataset.input.shape)
    let labels = Tensor(.int64, [rows.count])
    try await work.dataset.read(subset: subset, rows: rows, inputs: inputs, labels: labels)
    let rate = plan.learningRate(step: step, stepsPerEpoch: stepsPerEpoch)
    let watch = Stopwatch()
    let result = try await model.train(
      TrainingStep(seed: work.plan.trainingSeed, epoch: epoch, step: step, learningRate: rate, inputs: inputs, labels: labels))
    guard result.loss.isFinite else {
      throw LeapError(
        .usage, doing: "training, epoch \(epoch + 1), step \(step)", problem: "the loss is \(result.loss)",
        remedy: "lower learning_rate in leap.yaml")
    }
    pending.append(
      BatchRecord(
        epoch: epoch, step: step, loss: result.loss, accuracy: result.accuracy, learningRate: rate, seconds: watch.seconds))
    sums.loss += result.loss * Double(rows.count)
    sums.correct += result.accuracy * Double(rows.count)
    step += 1
    if step % 8 == 0 {
      work.report(
        .progress(
          stage: StageName.train.rawValue, done: Double(epoch * count + start + rows.count), total: Double(plan.epochs * count),
          unit: "samples",
          note: "epoch \(epoch + 1) of \(plan.epochs), loss \(result.loss.fixed(4))"))
    }
  }

  private mutating func finish(epoch: Int) async throws {
    let (loss, accuracy) = try await work.validate(model)
    let summary = EpochSummary(
      epoch: epoch + 1, epochs: plan.epochs, trainingLoss: sums.loss / Double(count),
      trainingAccuracy: sums.correct / Double(count),
      validationLoss: loss, validationAccuracy: accuracy, seconds: sums.seconds)
    try flush()
    try work.store.append(
      EpochRecord(
        epoch: epoch, trainingLoss: summary.trainingLoss, trainingAccuracy: summary.trainingAccuracy,
        validationLoss: loss ?? .nan,
        validationAccuracy: accuracy ?? .nan, seconds: sums.seconds), to: work.run)
    sums = EpochSums()
    work.report(.epoch(summary))
    if let stopping = plan.earlyStopping, stopping.verdict(try validationLosses()).best == epoch {
      try writeWhole(try await model.save(.weights), to: work.run.path(RunFiles.best))
    }
    if epoch + 1 < plan.epochs { try await saveCheckpoint() }
  }

  /// The batches so far go to the store before the checkpoint that stands after them.
  mutating func saveCheckpoint() async throws {
    try flush()
    let state = try await model.save(.training)
    try work.store.saveCheckpoint(epoch: step / stepsPerEpoch, step: step, sums: sums, of: work.run) {
      try $0.append(state)
    }
    checkpointWatch = Stopwatch()
  }

  private mutating func flush() throws {
    if !pending.isEmpty { try work.store.append(pending, to: work.run) }
    pending = []
    flushWatch = Stopwatch()
  }
}
