import Analytics
import Core
import Foundation
import NIOCore
import Pipeline
import ProjectConfiguration
import Store

/// What routes work with: one project, its store, and what has been read or computed before.
final class ServedProject: Sendable {
  let plan: ProjectPlan
  let store: RunStore
  let events: EventHub
  private let workshop: LazySession
  /// Names this process: what plugins answer follows from leap.yaml and from libraries, which may be others when it starts again.
  private let opening = UUID().uuidString
  /// Answers, by what was asked and of which state of the run; at most 192 MB.
  private let answers = SharedWork<ByteBuffer>(limit: 192 << 20) { $0.readableBytes + 256 }
  /// Data sets of runs as they were at some moment; nil for a run that had none yet.
  private let datasets = SharedWork<DatasetRecord?>(limit: 32)
  private let maps = SharedWork<PopulationView>(limit: 16)
  private let columnSummaries = SharedWork<[JSONValue]>(limit: 16)

  /// - Parameter open: loads the project's plugins.
  init(plan: ProjectPlan, store: RunStore, open: @escaping @Sendable (@escaping Reporter) throws -> Session) {
    self.plan = plan
    self.store = store
    let events = EventHub()
    self.events = events
    workshop = LazySession { try open { events.report($0) } }
  }

  /// The project with its plugins.
  /// - Throws: why they cannot be loaded.
  func session() async throws -> Session { try await workshop.session() }

  /// An answer about what a run computed: not made again for whoever has it, nor twice at once, nor while it is kept.
  /// - Parameters:
  ///   - extra: what it depends on beside the request and the run.
  ///   - byPlugins: whether it depends on plugins and their options of today.
  ///   - keeps: false for what is made at once and of which there are as many as samples.
  func answer(
    _ request: APIRequest, _ view: RunView, type: String = APIResponse.json, extra: String = "", byPlugins: Bool = false,
    keeps: Bool = true,
    _ make: @escaping @Sendable () async throws -> ByteBuffer
  ) async throws -> APIResponse {
    let name = Digest(of: [leapVersion, request.key, view.stamp.results, extra, byPlugins ? opening : ""]).hex
    // What a run under way says may differ the next time.
    guard !view.isUnderWay else {
      return APIResponse(try await answers.value(name, keeps: false, make), type: type)
    }
    let tag = String(name.prefix(32))
    if APIResponse.isKnown(tag, to: request.known) { return .unchanged(tag, type: type) }
    return APIResponse(try await answers.value(name, keeps: keeps, make), type: type, tag: tag)
  }

  /// An answer in JSON that is made of what the store has; see `answer`.
  func json<Value: Encodable & SendableMetatype>(
    _ request: APIRequest, _ view: RunView, extra: String = "", keeps: Bool = true,
    _ make: @escaping @Sendable (OpenRun) throws -> Value
  ) async throws -> APIResponse {
    try await answer(request, view, extra: extra, keeps: keeps) {
      try await BlockingThreads.run { ByteBuffer(bytes: try JSONText.bytes(of: try make(view.open()))) }
    }
  }

  /// An answer of arrays that are made of what the store has; see `answer`.
  func arrays(
    _ request: APIRequest, _ view: RunView, _ make: @escaping @Sendable (OpenRun) throws -> ArrayMessage
  ) async throws -> APIResponse {
    try await answer(request, view, type: ArrayMessage.mediaType) {
      try await BlockingThreads.run { try make(view.open()).encoded() }
    }
  }

  /// What the page needs to know of each column of a run, in their order.
  func columns(_ view: RunView) async throws -> [JSONValue] {
    try await columnSummaries.value(view.stamp.results, keeps: !view.isUnderWay) { try await ColumnSummary.all(view) }
  }

  /// A run's map, read and turned once.
  func map(_ view: RunView) async throws -> PopulationView {
    try await maps.value(view.stamp.results, keeps: !view.isUnderWay) {
      try await BlockingThreads.run { try PopulationQuestions(view.open()).view() }
    }
  }

  /// A run as it is now.
  /// - Throws: `APIError` 404 where there is none of that name.
  func view(_ name: String) async throws -> RunView {
    let store = store
    guard name.wholeMatch(of: #/run-[0-9]{4,}/#) != nil else { throw RunView.missing(name) }
    let (run, stamp, isUnderWay) = try await BlockingThreads.run {
      guard let run = try store.run(named: name) else { throw RunView.missing(name) }
      return (run, try store.stamp(of: run), run.finishedAt == nil && store.isUnderWay(run))
    }
    let dataset = try await datasets.value(stamp.results) {
      try await BlockingThreads.run { try store.dataset(of: run) }
    }
    return RunView(store: store, run: run, dataset: dataset, stamp: stamp, isUnderWay: isUnderWay)
  }
}
