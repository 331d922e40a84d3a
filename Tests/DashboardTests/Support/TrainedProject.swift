import Core
import Foundation
import Pipeline
import ProjectConfiguration
import Store

@testable import Dashboard

/// A project of 60 pictures of 12 x 12 pixels, with a run of the plugins that ship: a small network, trained for two epochs.
///
/// Pictures of class 0 are bright above, those of class 1 below.
struct TrainedProject: Sendable {
  static let side = 12
  static let classes = 2
  /// Trained once; no test changes it.
  static let shared = Task { try await TrainedProject() }

  let plan: ProjectPlan
  let store: RunStore
  let run: String

  private init() async throws {
    let folder = try SmallProject.makeFolder()
    try IDXFiles.write(
      to: folder + "/data", height: Self.side, width: Self.side, training: 0..<48, test: 48..<60, pixels: Self.pixels)
    plan = try ProjectPlan(yaml: Self.yaml(folder), file: folder + "/leap.yaml")
    store = try RunStore(directory: folder + "/.leap")
    let session = try Session(plan: plan, store: store, extraPlugins: [], directory: folder) { _ in }
    run = try await session.run(through: .evaluate).run
  }

  /// Of sample i over all subsets. No two are the same.
  static func pixels(_ i: Int) -> [UInt8] {
    (0..<side * side).map { p in
      let isBright = (p / side < side / 2) == (i % 2 == 0)
      return UInt8((isBright ? 180 : 0) + (7 * p + i * (p % 5 + 1)) % 60)
    }
  }

  /// RISE with evidence takes long, and says often how far it is.
  private static func yaml(_ folder: String) -> String {
    """
    project: trained
    dataset: {plugin: libIDXDataset.so, options: {path: \(folder)/data, validation: 8}}
    model:
      plugin: libMNISTCNN.so
      options:
        layers:
          - {kind: conv2d, filters: 8, kernel: 3}
          - {kind: relu}
          - {kind: maxpool, size: 2}
          - {kind: flatten}
          - {kind: dense, units: 16}
          - {kind: relu}
          - {kind: dense, units: \(classes)}
      training: {epochs: 2, batch_size: 8}
    visualizers:
      - {plugin: libHeatMap.so, options: {masks: 1000}}
    analyzers: [libSimilars.so]
    """
  }

  /// Plugins are loaded anew by each server.
  func server() throws -> DashboardServer {
    try DashboardServer(
      plan: plan, store: store,
      environment: ["LEAP_WEB_DIR": plan.directory, "XDG_DATA_HOME": plan.directory + "/xdg"])
  }

  /// Asks a new server.
  func ask(_ body: @escaping @Sendable (TestClient) async throws -> Void) async throws { try await server().ask(body) }
}
