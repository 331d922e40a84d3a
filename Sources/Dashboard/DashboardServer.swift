import Core
import Foundation
import NIOCore
import Pipeline
import ProjectConfiguration
import Store

/// Serves the page and its API: one project, one address.
public struct DashboardServer: Sendable {
  /// Another program listens on the port.
  public struct PortTaken: Error {
    public let error: LeapError
  }

  private let project: ServedProject
  private let page: PageRoutes

  /// - Parameters:
  ///   - store: of the project; open for reading only where nothing can be written.
  ///   - plugins: libraries beside those of leap.yaml; paths count from `directory`.
  ///   - environment: LEAP_WEB_DIR and XDG_DATA_HOME count.
  /// - Throws: also where a chart of leap.yaml cannot be read.
  public init(
    plan: ProjectPlan, store: RunStore, plugins: [String] = [], directory: String = ".", environment: [String: String]
  ) throws {
    // Said now, with its line, and not by every page that asks for charts.
    for chart in plan.charts where chart.kind == .chart { _ = try chart.question(file: plan.source) }
    project = ServedProject(plan: plan, store: store) {
      try Session(plan: plan, store: store, extraPlugins: plugins, directory: directory, report: $0)
    }
    page = PageRoutes(
      web: try WebFolder(override: environment["LEAP_WEB_DIR"].flatMap { $0.isEmpty ? nil : $0 }),
      library: ChartLibrary(environment: environment))
  }

  /// Every route of the API, as docs/openapi.json lists them.
  static let table = RouteTable(
    routes: ProjectRoutes.all + ColumnRoutes.all + SampleRoutes.all + SimilarsRoutes.all + InsightRoutes.all + MetricRoutes.all
      + ChartRoutes.all + AnnotationRoutes.all + HeatMapRoutes.all + ProbeRoutes.all + EventRoutes.all)

  /// Serves until the task is canceled.
  /// - Parameter ready: gets the page's address once it can be opened.
  /// - Throws: when the port is taken or not allowed.
  public func run(at address: Address, ready: @escaping @Sendable (String) -> Void) async throws {
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    let watch = StoreWatch(plan: project.plan, store: project.store, events: project.events)
    enum End { case warm, served }
    try await withThrowingTaskGroup(of: End.self) { group in
      group.addTask {
        try await watch.run()
        return .served
      }
      group.addTask {
        await warmUp()
        return .warm
      }
      group.addTask {
        try await listen(at: address) { port in
          ready("http://\(host):\(port)/" + (address.token.map { "?token=\($0)" } ?? ""))
        }
        return .served
      }
      defer {
        project.events.close()
        group.cancelAll()
      }
      // Only the server's end is one; what was warmed up is not.
      while try await group.next() == .warm {}
    }
  }

  /// Reads what the page asks for first, so that it is there when it does.
  private func warmUp() async {
    // What cannot be read will be told when it is asked for.
    guard let run = try? project.store.runs(ofProject: project.plan.name).first, let view = try? await project.view(run.name)
    else {
      return
    }
    async let map = project.map(view)
    async let columns = project.columns(view)
    _ = try? await (map, columns)
  }

  /// Answers until the task is canceled.
  /// - Parameter ready: gets the port once the server listens.
  func listen(at address: Address, ready: @escaping @Sendable (Int) async -> Void) async throws {
    let requestGuard = RequestGuard(admission: Admission(address: address.host, token: address.token))
    let server = HTTPServer { request, parts in
      try await requestGuard.respond(to: request) { try await response(to: request, parts) }
    }
    do {
      try await withTaskCancellationHandler {
        try await server.run(host: address.host, port: address.port, ready: ready)
      } onCancel: {
        project.events.close()
      }
    } catch let error as IOError {
      let place = "listening on \(address.host):\(address.port)"
      guard error.errnoCode != EADDRINUSE else {
        throw PortTaken(
          error: LeapError(.usage, doing: place, problem: "another program does so", remedy: "choose another with --port"))
      }
      throw LeapError(.system, doing: place, problem: "\(error)", remedy: "choose another address with --host and --port")
    }
  }

  private func response(to request: Request, _ parts: RequestParts) async throws -> Response {
    if let response = try await Self.table.response(to: request, parts, project) { return response }
    if let response = try await page.response(to: request) { return response }
    throw APIError(.notFound, doing: "answering", "there is no such page", remedy: "start at /")
  }
}
