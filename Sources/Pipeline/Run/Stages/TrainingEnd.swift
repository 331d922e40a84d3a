import Core
import ProjectConfiguration
import Store

/// When a training ends, and which weights it leaves.
extension Training {
  /// Validation losses of the epochs so far.
  func validationLosses() throws -> [Double] { try work.store.epochs(of: work.run).map(\.validationLoss) }

  /// Whether it stops early by plan.
  func isOver() throws -> Bool { try plan.earlyStopping?.verdict(validationLosses()).isOver ?? false }

  /// The weights of the best epoch where training stops early by plan; nil: those of the last step count.
  func bestWeights() throws -> [UInt8]? {
    guard let stopping = plan.earlyStopping, let best = stopping.verdict(try validationLosses()).best else { return nil }
    work.report(.note("the weights of epoch \(best + 1) are the best"))
    return try readWhole(work.run.path(RunFiles.best))
  }

  /// Says how long it took to reach the accuracies that people ask for.
  func reportTimes() throws {
    var seconds = 0.0
    var goals = [0.98, 0.99]
    for epoch in try work.store.epochs(of: work.run) {
      seconds += epoch.seconds
      while let goal = goals.first, epoch.validationAccuracy >= goal {
        work.report(.note("validation accuracy \(goal) after \(seconds.fixed(1)) s (epoch \(epoch.epoch + 1))"))
        goals.removeFirst()
      }
    }
  }
}
