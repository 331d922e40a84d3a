import Core
import NIOCore
import Pipeline
import Store

/// What the model sees: heat maps of one sample and of a pair.
enum HeatMapRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/methods", isLong: true) { request in
      let view = try await request.project.view(request.parameter("run"))
      return try await request.project.answer(request, view, byPlugins: true) {
        let choices = try await HeatMapQuestions(request.project.session()).choices(in: view.open())
        return ByteBuffer(
          bytes: try JSONText.bytes(
            .object([
              "methods": .texts(choices.methods), "default": .text(choices.methods.first), "layers": .texts(choices.layers),
            ])))
      }
    },
    .get("/runs/{run}/samples/{sample}/heatmaps", query: ["targets", "method", "layer", "evidence"], isLong: true) { request in
      let question = try await MapsQuestion(request, evidence: request.query.flag("evidence"))
      return try await request.project.answer(request, question.view, type: ArrayMessage.mediaType, byPlugins: true) {
        try HeatMapMessage.message(try await question.answer(request.project)).encoded()
      }
    },
    // A question of its own, so that maps are seen before their evidence is measured. They are not painted again.
    .get("/runs/{run}/samples/{sample}/evidence", query: ["targets", "method", "layer"], isLong: true) { request in
      let question = try await MapsQuestion(request, evidence: true)
      return try await request.project.answer(request, question.view, byPlugins: true) {
        ByteBuffer(bytes: try JSONText.bytes(of: SampleMapsAnswer(try await question.answer(request.project))))
      }
    },
    .get("/runs/{run}/pair", query: ["a", "b", "method", "layer", "metric"], isLong: true) { request in
      let view = try await request.project.view(request.parameter("run"))
      let a = try view.sample(request.query.required("a", like: "test:5012")).sample
      let b = try view.sample(request.query.required("b", like: "test:5012")).sample
      let metric: PairMaps.Metric = try request.query.word("metric") ?? .cosine
      let question = HeatMapRequest(method: request.query.text("method"), layer: request.query.text("layer"), isPicture: true)
      return try await request.project.answer(request, view, type: ArrayMessage.mediaType, byPlugins: true) {
        let pair = try await HeatMapQuestions(request.project.session()).pair((a, b), question, metric: metric, in: view.open())
        return try HeatMapMessage.message(pair, of: ["\(a)", "\(b)"]).encoded()
      }
    },
  ]
}

/// Which heat maps of a sample are asked for.
private struct MapsQuestion: Sendable {
  let view: RunView
  private let sample: SampleID
  private let question: HeatMapRequest

  init(_ request: APIRequest, evidence: Bool) async throws {
    view = try await request.project.view(request.parameter("run"))
    sample = try view.sample(request.parameter("sample")).sample
    question = HeatMapRequest(
      method: request.query.text("method"), layer: request.query.text("layer"),
      targets: try HeatMapMessage.targets(request.query.text("targets") ?? "all"), evidence: evidence, isPicture: true)
  }

  func answer(_ project: ServedProject) async throws -> HeatMaps {
    let open = try view.open()
    let count = question.targets.reduce(0) { $0 + ($1 == .all ? open.dataset.classNames.count : 1) }
    try RunView.checkSize(count * open.dataset.input.shape.suffix(2).reduce(1, *), doing: "drawing \(count) heat maps")
    return try await HeatMapQuestions(project.session()).maps(of: [sample], question, in: open)
  }
}
