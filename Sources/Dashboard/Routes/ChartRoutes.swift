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
    .send(.post, "/runs/{run}/chart", isLong: true) { request in
      struct Question: Decodable {
        let of: String?
        let query: ChartQuery
        let title: String?
      }
      let view = try await request.project.view(request.parameter("run"))
      let question = try request.decoded(Question.self, doing: "reading a chart")
      guard let source = SavedChart.Source(rawValue: question.of ?? "samples") else {
        throw ChartEdit.wrong("of", question.of ?? "", SavedChart.Source.allCases.map(\.rawValue))
      }
      let body = Digest(of: Array(request.body.readableBytesView)).hex
      var answer = try await request.project.json(request, view, extra: body) { open in
        ChartAnswer(try ChartQuestions(open).result(of: question.query, over: source), title: question.title)
      }
      // A question that was sent is not asked again by its address.
      answer.tag = nil
      return answer
    },
    .get("/charts") { request in
      try await BlockingThreads.run { try APIResponse(.object(["charts": try ChartList(request.project).json])) }
    },
    .send(.post, "/charts") { request in
      let edit = try request.decoded(ChartEdit.self, doing: ChartEdit.doing)
      return try await BlockingThreads.run {
        let project = request.project
        guard let saved = try project.store.save(try edit.record(changing: nil), project: project.plan.name) else {
          preconditionFailure("a new chart has a number")
        }
        return try changed(project, "own-\(saved.id)", status: .created)
      }
    },
    .send(.put, "/charts/order") { request in
      struct Order: Decodable { let ids: [String] }
      let ids = try request.decoded(Order.self, doing: "ordering charts").ids
      return try await BlockingThreads.run {
        let (project, list) = (request.project, try ChartList(request.project))
        guard Set(ids).count == ids.count, ids.count <= 1000 else {
          throw APIError(.badRequest, doing: "ordering charts", "a chart is named twice", remedy: "name each once")
        }
        for id in ids where list[id] == nil { throw missing(id) }
        let rest = list.charts.map(\.id).filter { !ids.contains($0) }
        let places = (ids + rest).enumerated().map { position, id in
          (id, ChartPlace(position: position, isHidden: list[id]?.isHidden ?? false))
        }
        try project.store.place(Dictionary(uniqueKeysWithValues: places), project: project.plan.name)
        project.events.send("charts", .object([:]))
        return try APIResponse(.object(["charts": try ChartList(project).json]))
      }
    },
    .send(.put, "/charts/{id}") { request in
      let edit = try request.decoded(ChartEdit.self, doing: ChartEdit.doing)
      return try await BlockingThreads.run {
        let (project, id) = (request.project, request.parameter("id"))
        guard let chart = try ChartList(project)[id] else { throw missing(id) }
        if edit.changesContent {
          guard chart.isOwn, let number = Int64(id.dropFirst(4)) else {
            throw APIError(
              .unprocessableContent, doing: ChartEdit.doing, "'\(chart.title)' is of leap.yaml and can only be hidden",
              remedy: "edit leap.yaml, or save a chart of your own")
          }
          let record = try project.store.charts(ofProject: project.plan.name).first { $0.id == number }
          guard let record, try project.store.save(try edit.record(changing: record), project: project.plan.name) != nil else {
            throw missing(id)
          }
        }
        if let hidden = edit.hidden {
          let place = try project.store.chartPlaces(ofProject: project.plan.name)[id] ?? ChartPlace()
          try project.store.place([id: ChartPlace(position: place.position, isHidden: hidden)], project: project.plan.name)
        }
        return try changed(project, id)
      }
    },
    .send(.delete, "/charts/{id}", bodyLimit: 0) { request in
      try await BlockingThreads.run {
        let (project, id) = (request.project, request.parameter("id"))
        guard let chart = try ChartList(project)[id] else { throw missing(id) }
        guard chart.isOwn, let number = Int64(id.dropFirst(4)) else {
          throw APIError(
            .unprocessableContent, doing: "deleting a chart", "'\(chart.title)' is of leap.yaml",
            remedy: "hide it, or delete it in leap.yaml")
        }
        guard try project.store.deleteChart(number, project: project.plan.name) else { throw missing(id) }
        project.events.send("charts", .object([:]))
        return APIResponse.nothing
      }
    },
  ]

  private static func changed(_ project: ServedProject, _ id: String, status: HTTPResponseStatus = .ok) throws -> APIResponse {
    guard let chart = try ChartList(project)[id] else { throw missing(id) }
    project.events.send("charts", .object([:]))
    return try APIResponse(chart.json, status: status)
  }

  private static func missing(_ id: String) -> APIError {
    APIError(.notFound, doing: "looking for chart '\(id.prefix(64))'", "there is no such chart", remedy: "choose one of /charts")
  }
}
