import Core
import GRDB
import Glibc

/// The place from where an interrupted training goes on.
public struct Checkpoint: Hashable, Sendable {
  /// The name of the file of state, in the run's directory.
  public var file: String
  /// The epoch under way, from 0.
  public var epoch: Int
  /// Training steps done in all epochs.
  public var step: Int
  /// What the epoch under way has come to.
  public var sums: EpochSums
  public init(file: String, epoch: Int, step: Int, sums: EpochSums = EpochSums()) {
    self.file = file
    self.epoch = epoch
    self.step = step
    self.sums = sums
  }
}

/// Sums over the samples of an epoch that is under way.
public struct EpochSums: Hashable, Sendable {
  /// Each sample counts with the mean loss of its batch.
  public var loss: Double
  /// Each sample counts with the accuracy of its batch, 0 to 1.
  public var correct: Double
  /// Wall-clock time spent on the epoch.
  public var seconds: Double
  public init(loss: Double = 0, correct: Double = 0, seconds: Double = 0) {
    self.loss = loss
    self.correct = correct
    self.seconds = seconds
  }
}

private func checkpointName(_ step: String) -> String { "checkpoint-\(step).state" }

/// Whether a file has the name of a checkpoint that the store made.
func isCheckpoint(_ name: String) -> Bool { name.hasPrefix("checkpoint-") && name.hasSuffix(".state") }

extension RunStore {
  /// Writes a checkpoint: a new file by `body`, then the position, then the former file goes.
  ///
  /// Killed at any time, file and position belong together: a file is never changed after its position was recorded.
  public func saveCheckpoint(
    epoch: Int, step: Int, sums: EpochSums, of run: Run, _ body: (WholeFile) throws -> Void
  ) throws {
    let former = try checkpoint(of: run)
    var file = checkpointName("\(step)")
    if former?.file == file { file = checkpointName("\(step)-again") }
    try writeWhole(to: run.path(file), body)
    try setCheckpoint(Checkpoint(file: file, epoch: epoch, step: step, sums: sums), of: run)
    if let former { unlink(run.path(former.file)) }
  }

  /// Records the position of a checkpoint whose file is whole, in place of any former one.
  public func setCheckpoint(_ checkpoint: Checkpoint, of run: Run) throws {
    try write("recording a checkpoint") { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO checkpoint(run, stage, file, epoch, step, loss_sum, correct_sum, epoch_seconds)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run.id, StepID.train.description, checkpoint.file, checkpoint.epoch, checkpoint.step, checkpoint.sums.loss,
          checkpoint.sums.correct, checkpoint.sums.seconds,
        ])
    }
  }

  /// The run's checkpoint; nil when there is none, or its file is gone.
  public func checkpoint(of run: Run) throws -> Checkpoint? {
    let found = try read("looking for a checkpoint") { db in
      try rows(db, "SELECT * FROM checkpoint WHERE run = ?", [run.id]) { row in
        Checkpoint(
          file: try row.text("file"), epoch: try row.int("epoch"), step: try row.int("step"),
          sums: EpochSums(
            loss: try row.double("loss_sum"), correct: try row.double("correct_sum"), seconds: try row.double("epoch_seconds")))
      }.first
    }
    guard let found, fileExists(run.path(found.file)) else { return nil }
    return found
  }

  /// Forgets the checkpoint and removes its file, once the training is finished.
  public func deleteCheckpoint(of run: Run) throws {
    let file = try checkpoint(of: run)?.file
    try write("removing the checkpoint") { try $0.execute(sql: "DELETE FROM checkpoint WHERE run = ?", arguments: [run.id]) }
    if let file { unlink(run.path(file)) }
  }
}
