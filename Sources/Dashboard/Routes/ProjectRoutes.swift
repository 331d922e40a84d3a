import Core
import Foundation
import NIOHTTP1
import Pipeline
import Store

/// The project and its runs.
enum ProjectRoutes {
  static let all: [Route] = [
    .get("/health") { _ in try APIResponse(.object(["status": .string("ok"), "version": .string(leapVersion)])) },
    .get("/project") { request in
      let project = request.project
      // Why plugins cannot be loaded is told by what needs them.
      let isKnown = (try? await project.session()) != nil
      return try await BlockingThreads.run {
        let runs = try project.store.runs(ofProject: project.plan.name)
        let current = try runs.first { try project.store.step(.evaluate, of: $0)?.state == .finished }
        return try APIResponse(
          .object([
            "name": .string(project.plan.name), "version": .string(leapVersion), "read_only": .bool(project.store.isReadOnly),
            "runs": try RunJSON.list(project), "current": .text((current ?? runs.first)?.name),
            "charts": try ChartList(project).json, "methods_known": .bool(isKnown),
          ]))
      }
    },
    .get("/runs") { request in
      try await BlockingThreads.run { try APIResponse(.object(["runs": try RunJSON.list(request.project)])) }
    },
    .get("/runs/{run}") { request in
      let view = try await request.project.view(request.parameter("run"))
      return try await request.project.answer(request, view, extra: view.stamp.text) {
        try await RunDescription.json(view, request.project)
      }
    },
    .send(.patch, "/runs/{run}") { request in
      struct Change: Decodable { let title, note: String? }
      let change = try request.decoded(Change.self, doing: "describing a run")
      let view = try await request.project.view(request.parameter("run"))
      return try await BlockingThreads.run {
        let run = try request.project.store.describe(view.run, title: change.title, note: change.note)
        request.project.events.send("runs", .object(["runs": .texts([run.name])]))
        return try APIResponse(.object(try RunJSON.members(run, in: request.project)))
      }
    },
    .send(.delete, "/runs/{run}", bodyLimit: 0) { request in
      let view = try await request.project.view(request.parameter("run"))
      return try await BlockingThreads.run {
        guard !request.project.store.isUnderWay(view.run) else {
          throw APIError(
            .conflict, doing: "deleting \(view.run.name)", "a process works on it", remedy: "stop it first, or wait for it")
        }
        try request.project.store.delete(view.run)
        request.project.events.send("runs", .object(["runs": .texts([view.run.name])]))
        return APIResponse.nothing
      }
    },
  ]
}
