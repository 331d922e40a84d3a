import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store
import Synchronization

@testable import Pipeline

/// A data set of numbers: sample i of a subset is the number i, its class i % 2.
struct CountingDataset: DatasetRole {
  let input = PortInfo(name: "input", dtype: .float32, shape: [1, 1, 1])
  var subsets = [
    SubsetInfo(name: "training", state: .training, count: 10), SubsetInfo(name: "validation", state: .validation, count: 4),
    SubsetInfo(name: "pool", state: .unlabeled, count: 3),
  ]
  let classNames = ["even", "odd"]
  let fingerprint = "counting"

  func read(subset: Int, rows: [Int64], inputs: Tensor?, labels: Tensor?) async throws {
    inputs?.fill(rows.map { Float($0) })
    labels?.fill(rows.map { subsets[subset].state == .unlabeled ? -1 : $0 % 2 })
  }
}

/// A model whose only weight is a running digest of what it was trained on, so that any difference in order shows.
final class DigestModel: ModelRole {
  let ports = [
    PortInfo(name: "input", dtype: .float32, shape: [1, 1, 1]), PortInfo(name: "logits", dtype: .float32, shape: [2]),
    PortInfo(name: "features", dtype: .float32, shape: [3], isFeatures: true),
  ]
  let offersTraining = true
  let offersGradients = false
  let offersState = true
  /// Called before each step; throws to fail it, or returns the loss to report.
  let onStep: @Sendable (TrainingStep) async throws -> Double
  private let state = Mutex("")

  init(onStep: @escaping @Sendable (TrainingStep) async throws -> Double = { 1 / Double($0.step + 1) }) { self.onStep = onStep }

  func initialize(seed: UInt64) async throws { state.withLock { $0 = "seed \(seed)" } }
  func train(_ step: TrainingStep) async throws -> (loss: Double, accuracy: Double) {
    let loss = try await onStep(step)
    let seen = step.inputs.floats.map { "\($0)" } + step.labels.int64s.map { "\($0)" } + ["\(step.learningRate)", "\(step.step)"]
    state.withLock { $0 = Digest(of: [$0] + seen).hex }
    return (loss, 0.5)
  }
  func forward(inputs: Tensor, outputs: [(port: Int, values: Tensor)]) async throws {
    for output in outputs {
      output.values.fill(
        inputs.floats.flatMap {
          output.port == 1 ? [$0.truncatingRemainder(dividingBy: 2) == 0 ? 2 : 0, 0] : [$0, 2 * $0, 3 * $0]
        })
    }
  }
  func save(_ state: ModelState) async throws -> [UInt8] { Array(self.state.withLock { $0 }.utf8) }
  func load(_ state: ModelState, _ bytes: [UInt8]) async throws {
    self.state.withLock { $0 = String(decoding: bytes, as: UTF8.self) }
  }
  func describe() async throws -> Results {
    var results = Results()
    results.texts = ["summary": "by digest\nin two lines", "plan": "first: sum, done by hand"]
    return results
  }
}

/// Columns with the sample's number, or a failure.
struct NumberColumns: ColumnRole {
  let id = "org.example.numbers"
  var columns = [ColumnInfo(name: "label", kind: .int64, source: "org.example.numbers")]
  let needsFit = false
  let needsPredictions = false
  var failure: LeapError?
  func fit(_ batch: SampleBatch) async throws {}
  func fitEnd() async throws {}
  func fill(_ batch: SampleBatch) async throws -> [ColumnValues] {
    if let failure { throw failure }
    return [.int64(batch.indices.map { $0 })]
  }
}

/// Holds all that the tests of this process write; removed when it ends.
private let scratch: String = {
  let path = NSTemporaryDirectory() + "leap-pipeline-\(ProcessInfo.processInfo.processIdentifier)"
  mkdir(path, 0o755)
  atexit { try? FileManager.default.removeItem(atPath: scratch) }  // a leftover only costs space
  return path
}()

/// A store in a fresh folder, and the work on its first run.
func makeWork(_ training: String = "{epochs: 3, batch_size: 4, checkpoint_seconds: 0}", model: DigestModel) throws -> StageWork {
  let folder = scratch + "/\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  let plan = try ProjectPlan(
    yaml: "project: fake\nseed: 5\ndataset: libD.so\nmodel: {plugin: libM.so, training: \(training)}\n",
    file: folder + "/leap.yaml")
  let store = try RunStore(directory: folder + "/.leap")
  let run = try store.createRun(project: "fake", fingerprint: "f")
  return StageWork(plan: plan, store: store, run: run, dataset: CountingDataset(), report: { _ in }) { model }
}

extension StageWork {
  /// The same run with another model, as after a restart.
  func again(model: DigestModel) -> StageWork {
    StageWork(plan: plan, store: store, run: run, dataset: dataset, report: report) { model }
  }
  func trainStage() async throws {
    var work = self
    try await work.stage(.train, [Step(.train, "t", files: [RunFiles.model]) { try await $0.train() }])
  }
  var weights: Data? { FileManager.default.contents(atPath: run.path(RunFiles.model)) }
}
