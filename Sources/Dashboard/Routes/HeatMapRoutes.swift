import Core
import NIOCore
import PluginHost
import Pipeline
import Store

/// What the model sees: heat maps of one sample and of a pair.
enum HeatMapRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/methods", isLong: true) { call in
      let view = try await call.desk.view(call.parameter("run"))
      return try await call.desk.answer(call, view, byPlugins: true) {
        let choices = try await call.desk.session().heatMapChoices(in: view.open())
        return ByteBuffer(
          bytes: try JSONText.bytes(
            .object([
              "methods": .texts(choices.methods), "default": .text(choices.methods.first), "layers": .texts(choices.layers),
            ])))
      }
    },
    .get("/runs/{run}/samples/{sample}/heatmaps", query: ["targets", "method", "layer", "evidence"], isLong: true) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (sample, _) = try view.sample(call.parameter("sample"))
      let targets = try HeatMapMessage.targets(call.query.text("targets") ?? "all")
      let request = HeatMapRequest(
        method: call.query.text("method"), layer: call.query.text("layer"), evidence: try call.query.flag("evidence"),
        isPicture: true)
      return try await call.desk.answer(call, view, type: ArrayMessage.mediaType, byPlugins: true) {
        let open = try view.open()
        let count = targets.reduce(0) { $0 + ($1 == .all ? open.dataset.classNames.count : 1) }
        try RunView.checkSize(count * open.dataset.input.shape.suffix(2).reduce(1, *), doing: "drawing \(count) heat maps")
        let session = try await call.desk.session()
        var drawn: [HeatMaps] = []
        for target in targets {
          var request = request
          request.targets = target
          drawn.append(try await session.heatMaps(of: [sample], request, in: open))
        }
        return try HeatMapMessage.message(drawn).encoded()
      }
    },
    .get("/runs/{run}/pair", query: ["a", "b", "method", "layer", "metric"], isLong: true) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let a = try view.sample(call.query.required("a", like: "test:5012")).sample
      let b = try view.sample(call.query.required("b", like: "test:5012")).sample
      let metric: PairMaps.Metric = try call.query.word("metric") ?? .cosine
      let request = HeatMapRequest(method: call.query.text("method"), layer: call.query.text("layer"), isPicture: true)
      return try await call.desk.answer(call, view, type: ArrayMessage.mediaType, byPlugins: true) {
        let pair = try await call.desk.session().pairMaps((a, b), request, metric: metric, in: view.open())
        return try HeatMapMessage.message(pair).encoded()
      }
    },
  ]
}
