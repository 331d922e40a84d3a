import Core
import GRDB

/// One training step. Steps count through all epochs from 0; what was not measured is NaN.
public struct BatchRecord: Hashable, Sendable {
  public var epoch: Int
  public var step: Int
  public var loss: Double
  public var accuracy: Double
  public var learningRate: Double
  public var seconds: Double
  public init(
    epoch: Int, step: Int, loss: Double, accuracy: Double, learningRate: Double = .nan, seconds: Double = .nan
  ) {
    self.epoch = epoch
    self.step = step
    self.loss = loss
    self.accuracy = accuracy
    self.learningRate = learningRate
    self.seconds = seconds
  }
}

/// One pass over the training samples, counted from 0; what was not measured is NaN.
public struct EpochRecord: Hashable, Sendable {
  public var epoch: Int
  public var trainingLoss: Double
  public var trainingAccuracy: Double
  public var validationLoss: Double
  public var validationAccuracy: Double
  public var seconds: Double
  public init(
    epoch: Int, trainingLoss: Double, trainingAccuracy: Double, validationLoss: Double, validationAccuracy: Double,
    seconds: Double = .nan
  ) {
    self.epoch = epoch
    self.trainingLoss = trainingLoss
    self.trainingAccuracy = trainingAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.seconds = seconds
  }
}

extension RunStore {
  /// Adds training steps in one transaction. A step that is there already is replaced.
  public func append(_ batches: [BatchRecord], step: StepID = .train, to run: Run) throws {
    try write("recording training batches") { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO batch(run, stage, step, epoch, loss, accuracy, learning_rate, seconds)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for batch in batches {
        try statement.execute(arguments: [
          run.id, step.description, batch.step, batch.epoch, batch.loss, batch.accuracy, batch.learningRate, batch.seconds,
        ])
      }
    }
  }

  /// Adds an epoch, or replaces it.
  public func append(_ epoch: EpochRecord, step: StepID = .train, to run: Run) throws {
    try write("recording an epoch") { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO epoch(
            run, stage, epoch, training_loss, training_accuracy, validation_loss, validation_accuracy, seconds)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run.id, step.description, epoch.epoch, epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss,
          epoch.validationAccuracy, epoch.seconds,
        ])
    }
  }

  /// Forgets the steps from `step` on and the epochs from `epoch` on, before training resumes there.
  public func deleteBatches(of run: Run, fromStep step: Int, fromEpoch epoch: Int) throws {
    try write("resuming training") { db in
      try db.execute(sql: "DELETE FROM batch WHERE run = ? AND step >= ?", arguments: [run.id, step])
      try db.execute(sql: "DELETE FROM epoch WHERE run = ? AND epoch >= ?", arguments: [run.id, epoch])
    }
  }

  /// Batches of the run's training from `step` on, in order of steps.
  /// - Parameter step: the first one wanted, for a reader that follows a training.
  public func batches(of run: Run, fromStep step: Int = 0) throws -> [BatchRecord] {
    try read("reading the batches of \(run.name)") { db in
      try rows(db, "SELECT * FROM batch WHERE run = ? AND step >= ? ORDER BY step", [run.id, step]) { row in
        BatchRecord(
          epoch: try row.int("epoch"), step: try row.int("step"), loss: try row.double("loss"),
          accuracy: try row.double("accuracy"), learningRate: try row.double("learning_rate"),
          seconds: try row.double("seconds"))
      }
    }
  }

  public func epochs(of run: Run) throws -> [EpochRecord] {
    try read("reading the epochs of \(run.name)") { db in
      try rows(db, "SELECT * FROM epoch WHERE run = ? ORDER BY epoch", [run.id]) { row in
        EpochRecord(
          epoch: try row.int("epoch"), trainingLoss: try row.double("training_loss"),
          trainingAccuracy: try row.double("training_accuracy"), validationLoss: try row.double("validation_loss"),
          validationAccuracy: try row.double("validation_accuracy"), seconds: try row.double("seconds"))
      }
    }
  }

  /// The last step that was recorded; nil before the first one.
  public func lastStep(of run: Run) throws -> Int? {
    try read("looking at the training of \(run.name)") { db in
      try Int.fetchOne(db, sql: "SELECT max(step) FROM batch WHERE run = ?", arguments: [run.id])
    }
  }
}
