import Core
import NIOCore
import Pipeline
import Store

/// What the model sees: heat maps of one sample and of a pair.
enum HeatMapRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/methods", isLong: true) { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await call.desk.answer(call, view, byPlugins: true) {
        let choices = try await HeatMapQuestions(call.desk.session()).choices(in: view.open())
        return ByteBuffer(
          bytes: try JSONText.bytes(
            .object([
              "methods": .texts(choices.methods), "default": .text(choices.methods.first), "layers": .texts(choices.layers),
            ])))
      }
    },
    .get("/runs/{run}/samples/{sample}/heatmaps", query: ["targets", "method", "layer", "evidence"], isLong: true) { call in
      let question = try await MapsQuestion(call, evidence: call.query.flag("evidence"))
      return try await call.desk.answer(call, question.view, type: ArrayMessage.mediaType, byPlugins: true) {
        try HeatMapMessage.message(try await question.answer(call.desk)).encoded()
      }
    },
    // A question of its own, so that maps are seen before their evidence is measured. They are not painted again.
    .get("/runs/{run}/samples/{sample}/evidence", query: ["targets", "method", "layer"], isLong: true) { call in
      let question = try await MapsQuestion(call, evidence: true)
      return try await call.desk.answer(call, question.view, byPlugins: true) {
        ByteBuffer(bytes: try JSONText.bytes(of: SampleMapsAnswer(try await question.answer(call.desk))))
      }
    },
    .get("/runs/{run}/pair", query: ["a", "b", "method", "layer", "metric"], isLong: true) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let a = try view.sample(call.query.required("a", like: "test:5012")).sample
      let b = try view.sample(call.query.required("b", like: "test:5012")).sample
      let metric: PairMaps.Metric = try call.query.word("metric") ?? .cosine
      let request = HeatMapRequest(method: call.query.text("method"), layer: call.query.text("layer"), isPicture: true)
      return try await call.desk.answer(call, view, type: ArrayMessage.mediaType, byPlugins: true) {
        let pair = try await HeatMapQuestions(call.desk.session()).pair((a, b), request, metric: metric, in: view.open())
        return try HeatMapMessage.message(pair, of: ["\(a)", "\(b)"]).encoded()
      }
    },
  ]
}

/// Which heat maps of a sample are asked for.
private struct MapsQuestion: Sendable {
  let view: RunView
  private let sample: SampleID
  private let request: HeatMapRequest

  init(_ call: APIRequest, evidence: Bool) async throws {
    view = try await call.desk.view(call.parameter("run"))
    sample = try view.sample(call.parameter("sample")).sample
    request = HeatMapRequest(
      method: call.query.text("method"), layer: call.query.text("layer"),
      targets: try HeatMapMessage.targets(call.query.text("targets") ?? "all"), evidence: evidence, isPicture: true)
  }

  func answer(_ desk: ServedProject) async throws -> HeatMaps {
    let open = try view.open()
    let count = request.targets.reduce(0) { $0 + ($1 == .all ? open.dataset.classNames.count : 1) }
    try RunView.checkSize(count * open.dataset.input.shape.suffix(2).reduce(1, *), doing: "drawing \(count) heat maps")
    return try await HeatMapQuestions(desk.session()).maps(of: [sample], request, in: open)
  }
}
