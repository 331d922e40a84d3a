import Core
import Pipeline
import Store

/// What analyzers found, and what people think of it.
enum InsightRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/insights") { request in
      let view = try await request.project.view(request.parameter("run"))
      return try await request.project.json(request, view, extra: view.stamp.text) { open in
        InsightListAnswer(run: open.run.name, try InsightQuestions(open).all())
      }
    },
    .get("/runs/{run}/insights/{id}") { request in
      let view = try await request.project.view(request.parameter("run"))
      let id = try number(request)
      return try await request.project.json(request, view, extra: view.stamp.text) { open in
        guard let report = try InsightQuestions(open).report(of: id) else { throw missing("\(id)") }
        return InsightReportAnswer(report)
      }
    },
    .send(.put, "/runs/{run}/insights/{id}/state") { request in
      struct Decision: Decodable { let state: String }
      let view = try await request.project.view(request.parameter("run"))
      let id = try number(request)
      let word = try request.decoded(Decision.self, doing: "deciding upon an insight").state
      guard let state = InsightRecord.State(rawValue: word) else {
        throw APIError(
          .badRequest, doing: "deciding upon an insight", "state '\(word.prefix(64))' is unknown",
          remedy: "choose from \(InsightRecord.State.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return try await BlockingThreads.run {
        guard let report = try InsightQuestions(view.open()).decide(id, state) else { throw missing("\(id)") }
        request.project.events.send("insights", .object(["run": .string(view.run.name)]))
        return try APIResponse(of: InsightReportAnswer(report))
      }
    },
  ]

  private static func missing(_ id: String) -> APIError {
    APIError(
      .notFound, doing: "looking for insight '\(id.prefix(64))'", "the run has no such insight",
      remedy: "choose one of /insights")
  }

  private static func number(_ request: APIRequest) throws -> Int64 {
    guard let id = Int64(request.parameter("id")) else { throw missing(request.parameter("id")) }
    return id
  }
}
