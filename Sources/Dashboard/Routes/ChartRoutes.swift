import Analytics
import Core
import Foundation
import NIOCore
import NIOHTTP1
import Pipeline
import ProjectConfiguration
import Store

/// Charts: their figures, and which of them the dashboard keeps.
enum ChartRoutes {
  static let all: [Route] = [
    .send(.post, "/runs/{run}/chart", isLong: true) { call in
      struct Question: Decodable {
        let of: String?
        let query: ChartQuery
        let title: String?
      }
      let view = try await call.desk.view(call.parameter("run"))
      let question = try call.decoded(Question.self, doing: "reading a chart")
      guard let source = SavedChart.Source(rawValue: question.of ?? "samples") else {
        throw ChartEdit.wrong("of", question.of ?? "", SavedChart.Source.allCases.map(\.rawValue))
      }
      let body = Digest(of: Array(call.body.readableBytesView)).hex
      var answer = try await call.desk.json(call, view, extra: body) { open in
        ChartAnswer(try ChartQuestions(open).result(of: question.query, over: source), title: question.title)
      }
      // A question that was sent is not asked again by its address.
      answer.tag = nil
      return answer
    },
    .get("/charts") { call in
      try await BlockingThreads.run { try APIResponse(.object(["charts": try ChartList(call.desk).json])) }
    },
    .send(.post, "/charts") { call in
      let edit = try call.decoded(ChartEdit.self, doing: ChartEdit.doing)
      return try await BlockingThreads.run {
        let desk = call.desk
        guard let saved = try desk.store.save(try edit.record(changing: nil), project: desk.plan.name) else {
          preconditionFailure("a new chart has a number")
        }
        return try changed(desk, "own-\(saved.id)", status: .created)
      }
    },
    .send(.put, "/charts/order") { call in
      struct Order: Decodable { let ids: [String] }
      let ids = try call.decoded(Order.self, doing: "ordering charts").ids
      return try await BlockingThreads.run {
        let (desk, list) = (call.desk, try ChartList(call.desk))
        guard Set(ids).count == ids.count, ids.count <= 1000 else {
          throw APIError(.badRequest, doing: "ordering charts", "a chart is named twice", remedy: "name each once")
        }
        for id in ids where list[id] == nil { throw missing(id) }
        let rest = list.charts.map(\.id).filter { !ids.contains($0) }
        let places = (ids + rest).enumerated().map { position, id in
          (id, ChartPlace(position: position, isHidden: list[id]?.isHidden ?? false))
        }
        try desk.store.place(Dictionary(uniqueKeysWithValues: places), project: desk.plan.name)
        desk.events.send("charts", .object([:]))
        return try APIResponse(.object(["charts": try ChartList(desk).json]))
      }
    },
    .send(.put, "/charts/{id}") { call in
      let edit = try call.decoded(ChartEdit.self, doing: ChartEdit.doing)
      return try await BlockingThreads.run {
        let (desk, id) = (call.desk, call.parameter("id"))
        guard let chart = try ChartList(desk)[id] else { throw missing(id) }
        if edit.changesContent {
          guard chart.isOwn, let number = Int64(id.dropFirst(4)) else {
            throw APIError(
              .unprocessableContent, doing: ChartEdit.doing, "'\(chart.title)' is of leap.yaml and can only be hidden",
              remedy: "edit leap.yaml, or save a chart of your own")
          }
          let record = try desk.store.charts(ofProject: desk.plan.name).first { $0.id == number }
          guard let record, try desk.store.save(try edit.record(changing: record), project: desk.plan.name) != nil else {
            throw missing(id)
          }
        }
        if let hidden = edit.hidden {
          let place = try desk.store.chartPlaces(ofProject: desk.plan.name)[id] ?? ChartPlace()
          try desk.store.place([id: ChartPlace(position: place.position, isHidden: hidden)], project: desk.plan.name)
        }
        return try changed(desk, id)
      }
    },
    .send(.delete, "/charts/{id}", bodyLimit: 0) { call in
      try await BlockingThreads.run {
        let (desk, id) = (call.desk, call.parameter("id"))
        guard let chart = try ChartList(desk)[id] else { throw missing(id) }
        guard chart.isOwn, let number = Int64(id.dropFirst(4)) else {
          throw APIError(
            .unprocessableContent, doing: "deleting a chart", "'\(chart.title)' is of leap.yaml",
            remedy: "hide it, or delete it in leap.yaml")
        }
        guard try desk.store.deleteChart(number, project: desk.plan.name) else { throw missing(id) }
        desk.events.send("charts", .object([:]))
        return APIResponse.nothing
      }
    },
  ]

  private static func changed(_ desk: ServedProject, _ id: String, status: HTTPResponseStatus = .ok) throws -> APIResponse {
    guard let chart = try ChartList(desk)[id] else { throw missing(id) }
    desk.events.send("charts", .object([:]))
    return try APIResponse(chart.json, status: status)
  }

  private static func missing(_ id: String) -> APIError {
    APIError(.notFound, doing: "looking for chart '\(id.prefix(64))'", "there is no such chart", remedy: "choose one of /charts")
  }
}
