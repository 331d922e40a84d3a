import Core
import Pipeline
import Store

/// What analyzers found, and what people think of it.
enum InsightRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/insights") { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await call.desk.json(call, view, extra: view.stamp.text) { open in
        .object(["insights": .list(try open.insights().map { .object(members($0)) })])
      }
    },
    .get("/runs/{run}/insights/{id}") { call in
      let view = try await call.desk.view(call.parameter("run"))
      let id = try number(call)
      return try await call.desk.json(call, view, extra: view.stamp.text) { open in
        try check(id, open)
        return .object(try members(try open.insight(id), open))
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
        let open = try view.open()
        try check(id, open)
        _ = try open.decide(id, state)
        call.desk.events.send("insights", .object(["run": .string(view.run.name)]))
        return try APIResponse(.object(try members(try open.insight(id), open)))
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

  private static func check(_ id: Int64, _ open: OpenRun) throws {
    guard try open.insights().contains(where: { $0.id == id }) else { throw missing("\(id)") }
  }

  private static func members(_ insight: InsightRecord) -> [String: JSONValue] {
    [
      "id": .int(insight.id), "kind": .string(insight.kind), "state": .string(insight.state.rawValue),
      "severity": .number(insight.severity), "size": .number(insight.members.count), "title": .string(insight.title),
      "source": .string(insight.source),
    ]
  }

  private static func members(_ report: InsightReport, _ open: OpenRun) throws -> [String: JSONValue] {
    var all = members(report.insight)
    all["members"] = .list(
      zip(report.members, report.insight.members).map { member, row in
        .object([
          "sample": .string(member.sample.description), "row": .number(row), "score": .number(member.score),
          "label": .number(member.label), "prediction": .number(member.prediction), "loss": .number(member.loss),
        ])
      })
    all["effects"] = .list(
      report.effects.map { effect in
        .object(["name": .string(effect.name), "members": .number(effect.members), "rest": .number(effect.rest)])
      })
    all["explanations"] = .list(
      report.explanations.map { found in
        .object([
          "name": .string(found.name), "value": .string(found.value), "count": .number(found.count),
          "share": .number(found.share), "rest_share": .number(found.rest_share), "lift": .number(found.lift),
          "mutual_information": .number(found.mutual_information),
        ])
      })
    all["details"] = report.details
    return all
  }
}
