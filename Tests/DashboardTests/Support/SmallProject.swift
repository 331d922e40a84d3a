import Core
import Foundation
import Pipeline
import ProjectConfiguration
import Store

@testable import Dashboard

/// A project of ten images of 2 x 3 pixels with a finished run, made without any model: what it says is known to the last digit.
///
/// Sample i has label i % 2; the model takes sample 3 for the other class; the loss is i / 10, missing for sample 9.
final class SmallProject: Sendable {
  static let count = 10
  let folder: String
  let plan: ProjectPlan
  let store: RunStore
  let run: Run

  /// - Parameter library: of the data set; one that is not there for a project without plugins.
  init(library: String = "libIDXDataset.so") throws {
    folder = try Self.makeFolder()
    // Pixel p of image i is 10 i + p.
    try IDXFiles.write(to: folder + "/data", height: 2, width: 3, training: 0..<6, test: 6..<10) { i in
      (0..<6).map { UInt8(10 * i + $0) }
    }
    plan = try ProjectPlan(yaml: Self.yaml(folder, library), file: folder + "/leap.yaml")
    store = try RunStore(directory: folder + "/.leap")
    run = try Self.finishedRun(in: store)
  }

  /// Holds all that the tests of this process write; removed when it ends.
  private static let root: String = {
    let path = NSTemporaryDirectory() + "leap-dashboard-\(ProcessInfo.processInfo.processIdentifier)"
    mkdir(path, 0o755)
    atexit { try? FileManager.default.removeItem(atPath: SmallProject.root) }  // a leftover only costs space
    return path
  }()

  /// A new one, with a folder `data` in it.
  static func makeFolder() throws -> String {
    let folder = root + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
    return folder
  }

  private static func yaml(_ folder: String, _ library: String) -> String {
    """
    project: small
    dataset: {plugin: \(library), options: {path: \(folder)/data, validation: 2}}
    model: libMNISTCNN.so
    dashboard:
      charts:
        - {name: by-label, title: Loss by label, x: {column: label}, y: {column: loss}}
        - {name: confusion, kind: confusion-matrix}
    """
  }

  /// The text that a run keeps as its options.
  static func options(seed: UInt64, epochs: Int) throws -> String {
    var training = TrainingPlan()
    training.epochs = epochs
    return try RunOptions(seed: seed, training: training, plugins: []).text()
  }

  static let subsets = [
    SubsetInfo(name: "training", state: .training, count: 4), SubsetInfo(name: "validation", state: .validation, count: 2),
    SubsetInfo(name: "test", state: .test, count: 4),
  ]

  static func finishedRun(in store: RunStore, fingerprint: String = "f") throws -> Run {
    let run = try store.createRun(
      project: "small", fingerprint: fingerprint, options: try options(seed: 1, epochs: 2))
    try store.setDataset(
      DatasetRecord(
        subsets: subsets, classNames: ["even", "odd"], input: PortInfo(name: "image", dtype: .float32, shape: [1, 2, 3])),
      of: run)
    let rows = 0..<count
    func column(_ name: String, _ values: ColumnValues) -> (info: ColumnInfo, values: ColumnValues) {
      (ColumnInfo(name: name, kind: values.kind, source: "leap"), values)
    }
    try store.write(
      [
        column("label", .int64(rows.map { Int64($0 % 2) })),
        column("prediction", .int64(rows.map { Int64($0 == 3 ? 0 : $0 % 2) })),
        column("correct", .bool(rows.map { $0 != 3 })),
        column("loss", .float64(rows.map { $0 == 9 ? nil : Double($0) / 10 })),
        column("word", .string(rows.map { $0 == 0 ? nil : $0 < 5 ? "low" : "high" })),
      ], step: .evaluate, of: run)
    let logits = rows.flatMap { i -> [Float] in i == 3 || i % 2 == 0 ? [2, 0] : [0, 2] }
    try ArrayFile.write(logits, shape: [count, 2], to: run.path("logits.npy"))
    try ArrayFile.write(rows.flatMap { [Float($0), Float(-$0)] }, shape: [count, 2], to: run.path("map.npy"))
    // Each one's neighbors are the two that follow it.
    try ArrayFile.write(
      rows.flatMap { [Int64(($0 + 1) % count), Int64(($0 + 2) % count)] }, shape: [count, 2], to: run.path("neighbors.npy"))
    try ArrayFile.write(rows.flatMap { _ in [Float(1), 2] }, shape: [count, 2], to: run.path("neighbor_distances.npy"))
    try store.append(
      (0..<4).map { BatchRecord(epoch: $0 / 2, step: $0, loss: 1 / Double($0 + 1), accuracy: 0.5) }, to: run)
    try store.append(
      EpochRecord(epoch: 0, trainingLoss: 1, trainingAccuracy: 0.5, validationLoss: .nan, validationAccuracy: 0.25), to: run)
    try store.write(
      [
        InsightRecord(kind: "ambiguous", title: "two of them", severity: 0.5, members: [3, 1], scores: [1, 0.5], source: "test")
      ],
      step: .analyzer(library: "x", component: "x"), of: run)
    for step in [.dataset, .train, .evaluate, .analyzer(library: "x", component: "x")] as [StepID] {
      try store.record(StepRecord(step, fingerprint: "\(step)\(fingerprint)", state: .finished, seconds: 1), of: run)
    }
    try store.setFact("test_accuracy", to: 1, step: .evaluate, of: run)
    try store.finish(run)
    guard let finished = try store.run(named: run.name) else { preconditionFailure("the run was just made") }
    return finished
  }

  /// - Parameter web: a folder for the page.
  func server(web: String? = nil) throws -> DashboardServer {
    try DashboardServer(
      plan: plan, store: store, environment: ["LEAP_WEB_DIR": web ?? folder, "XDG_DATA_HOME": folder + "/xdg"])
  }

  /// Asks a server of its own.
  func ask<Value: Sendable>(
    token: String? = nil, _ body: @escaping @Sendable (TestClient) async throws -> Value
  ) async throws -> Value {
    try await server().ask(at: .init(host: token == nil ? "127.0.0.1" : "0.0.0.0", port: 0, token: token), body)
  }
}
