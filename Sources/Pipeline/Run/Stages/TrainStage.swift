import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store

extension StageWork {
  /// Trains the model, or goes on from the last checkpoint, and leaves its weights.
  ///
  /// Order and rate are functions of seed and position alone, and a checkpoint holds all that the next step needs, so that a
  /// resumed training ends with the same bytes as an undisturbed one.
  func train() async throws -> StepResult {
    let model = try await makeModel()
    for line in try await model.describe().texts["summary"]?.split(separator: "\n") ?? [] { report(.note(String(line))) }
    var training = try Training(work: self, model: model)
    try await training.restore()
    do {
      try await training.runEpochs()
    } catch is CancellationError {
      try await training.saveCheckpoint()
      throw CancellationError()
    }
    let last = try await model.save(.weights)
    try writeWhole(try training.bestWeights() ?? last, to: run.path(RunFiles.model))
    try store.deleteCheckpoint(of: run)
    try? FileManager.default.removeItem(atPath: run.path(RunFiles.best))  // a leftover only costs space
    try training.reportTimes()
    return StepResult(files: [RunFiles.model])
  }
}
