import Core
import Foundation
import NIOHTTP1
import Pipeline
import Store

/// The project and its runs.
enum ProjectRoutes {
  static let all: [Route] = [
    .get("/health") { _ in try APIResponse(.object(["status": .string("ok"), "version": .string(leapVersion)])) },
    .get("/project") { call in
      let desk = call.desk
      let isKnown = (try? await desk.session()) != nil
      return try await BlockingThreads.run {
        let runs = try desk.store.runs(ofProject: desk.plan.name)
        let current = try runs.first { try desk.store.step(.evaluate, of: $0)?.state == .finished }
        return try APIResponse(
          .object([
            "name": .string(desk.plan.name), "version": .string(leapVersion), "read_only": .bool(desk.store.isReadOnly),
            "runs": try RunJSON.list(desk), "current": .text((current ?? runs.first)?.name),
            "charts": try ChartList(desk).json, "methods_known": .bool(isKnown),
          ]))
      }
    },
    .get("/runs") { call in
      try await BlockingThreads.run { try APIResponse(.object(["runs": try RunJSON.list(call.desk)])) }
    },
    .get("/runs/{run}") { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await call.desk.answer(call, view, extra: view.stamp.text) { try await RunDescription.json(view, call.desk) }
    },
    .send(.patch, "/runs/{run}") { call in
      struct Change: Decodable { let title, note: String? }
      let change = try call.decoded(Change.self, doing: "describing a run")
      let view = try await call.desk.view(call.parameter("run"))
      return try await BlockingThreads.run {
        let run = try call.desk.store.describe(view.run, title: change.title, note: change.note)
        call.desk.events.send("runs", .object(["runs": .texts([run.name])]))
        return try APIResponse(.object(try RunJSON.members(run, in: call.desk)))
      }
    },
    .send(.delete, "/runs/{run}", bodyLimit: 0) { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await BlockingThreads.run {
        guard !call.desk.store.isUnderWay(view.run) else {
          throw APIError(
            .conflict, doing: "deleting \(view.run.name)", "a process works on it", remedy: "stop it first, or wait for it")
        }
        try call.desk.store.delete(view.run)
        call.desk.events.send("runs", .object(["runs": .texts([view.run.name])]))
        return APIResponse.nothing
      }
    },
  ]
}
