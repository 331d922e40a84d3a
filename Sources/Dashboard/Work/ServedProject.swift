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
  /// Of this process: what plugins answer follows from leap.yaml and from libraries, which may be others when it starts again.
  private let opening = UUID().uuidString
  /// Answers, by what was asked and of which state of the run; at most 192 MB.
  private let answers = SharedWork<ByteBuffer>(limit: 192 << 20) { $0.readableBytes + 256 }
  /// What several answers are made of, such as data set records and maps.
  private let parts = SharedWork<any Sendable>(limit: 64) { _ in 1 }

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
    _ call: APIRequest, _ view: RunView, type: String = APIResponse.json, extra: String = "", byPlugins: Bool = false,
    keeps: Bool = true,
    _ make: @escaping @Sendable () async throws -> ByteBuffer
  ) async throws -> APIResponse {
    let name = Digest(of: [leapVersion, call.key, view.stamp.results, extra, byPlugins ? opening : ""]).hex
    // What a run under way says may differ the next time.
    guard !view.isUnderWay else {
      return APIResponse(try await answers.value(name, keeps: false, make), type: type)
    }
    let tag = String(name.prefix(32))
    if APIResponse.isKnown(tag, to: call.known) { return .unchanged(tag, type: type) }
    return APIResponse(try await answers.value(name, keeps: keeps, make), type: type, tag: tag)
  }

  /// As above, for JSON that is made of what the store has.
  func json(
    _ call: APIRequest, _ view: RunView, extra: String = "", keeps: Bool = true,
    _ make: @escaping @Sendable (OpenRun) throws -> JSONValue
  ) async throws -> APIResponse {
    try await answer(call, view, extra: extra, keeps: keeps) {
      try await BlockingThreads.run { ByteBuffer(bytes: try JSONText.bytes(try make(view.open()))) }
    }
  }

  /// As above, for arrays.
  func arrays(
    _ call: APIRequest, _ view: RunView, _ make: @escaping @Sendable (OpenRun) throws -> ArrayMessage
  ) async throws -> APIResponse {
    try await answer(call, view, type: ArrayMessage.mediaType) {
      try await BlockingThreads.run { try make(view.open()).encoded() }
    }
  }

  /// A part that several answers about a run share.
  /// - Precondition: a name stands for parts of one type.
  func part<Part: Sendable>(
    _ name: String, of view: RunView, _ make: @escaping @Sendable () async throws -> Part
  ) async throws -> Part {
    try await part(name, stamp: view.stamp.results, keeps: !view.isUnderWay, make)
  }

  private func part<Part: Sendable>(
    _ name: String, stamp: String, keeps: Bool = true, _ make: @escaping @Sendable () async throws -> Part
  ) async throws -> Part {
    let box = try await parts.value("\(name) \(stamp)", keeps: keeps) { Box(part: try await make()) as any Sendable }
    guard let box = box as? Box<Part> else { preconditionFailure("'\(name)' has two types") }
    return box.part
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
    let dataset = try await part("data set", stamp: stamp.results) {
      try await BlockingThreads.run { try store.dataset(of: run) }
    }
    return RunView(store: store, run: run, dataset: dataset, stamp: stamp, isUnderWay: isUnderWay)
  }
}

/// A part of any type, nil among them.
private struct Box<Part: Sendable>: Sendable { let part: Part }
