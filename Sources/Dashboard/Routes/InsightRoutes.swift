import Core
import Pipeline
import Store

/// What analyzers found, and what people think of it.
enum InsightRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/insights") { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await call.desk.json(call, view, extra: view.stamp.text) { open in
        InsightListAnswer(run: open.run.name, try InsightQuestions(open).all())
      }
    },
    .get("/runs/{run}/insights/{id}") { call in
      let view = try await call.desk.view(call.parameter("run"))
      let id = try number(call)
      return try await call.desk.json(call, view, extra: view.stamp.text) { open in
        guard let report = try InsightQuestions(open).report(of: id) else { throw missing("\(id)") }
        return InsightReportAnswer(report)
      }
    },
    .send(.put, "/runs/{run}/insights/{id}/state") { call in
      struct Decision: Decodable { let state: String }
      let view = try await call.desk.view(call.parameter("run"))
      let id = try number(call)
      let word = try call.decoded(Decision.self, doing: "deciding upon an insight").state
      guard let state = InsightRecord.State(rawValue: word) else {
        throw APIError(
          .badRequest, doing: "deciding upon an insight", "state '\(word.prefix(64))' is unknown",
          remedy: "choose from \(InsightRecord.State.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return try await BlockingThreads.run {
        guard let report = try InsightQuestions(view.open()).decide(id, state) else { throw missing("\(id)") }
        call.desk.events.send("insights", .object(["run": .string(view.run.name)]))
        return try APIResponse(of: InsightReportAnswer(report))
      }
    },
  ]

  private static func missing(_ id: String) -> APIError {
    APIError(
      .notFound, doing: "looking for insight '\(id.prefix(64))'", "the run has no such insight",
      remedy: "choose one of /insights")
  }

  private static func number(_ call: APIRequest) throws -> Int64 {
    guard let id = Int64(call.parameter("id")) else { throw missing(call.parameter("id")) }
    return id
  }
}
