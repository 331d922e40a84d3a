import Analytics
import Core
import Pipeline
import Store

/// How good the model is over any samples.
enum MetricRoutes {
  /// Names of one question.
  private static let most = 64
  enum CurveKind: String, CaseIterable { case roc, precisionRecall = "precision-recall", calibration }

  static let all: [Route] = [
    .get("/runs/{run}/confusion", query: ["filter", "subset"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let (filter, subset) = (request.query.text("filter"), request.query.text("subset"))
      return try await request.project.json(request, view) { open in
        let matrix = try MetricQuestions(open).confusion(ColumnQuestions(open).mask(subset: subset, filter: filter))
        return ConfusionAnswer(matrix, classNames: open.dataset.classNames)
      }
    },
    .get("/runs/{run}/metrics", query: ["filter", "names"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let filter = request.query.text("filter")
      let names = request.query.list("names")
      guard names.count <= most else { throw Query.error("\(names.count) metrics are too many", "ask for at most \(most)") }
      let metrics = try names.isEmpty ? Metric.usual : names.map { try Metric(named: $0) }
      return try await request.project.json(request, view) { open in
        MetricsAnswer(try MetricQuestions(open).figures(metrics, filter: filter))
      }
    },
    .get("/runs/{run}/curves", query: ["kind", "filter", "subset"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let (filter, subset) = (request.query.text("filter"), request.query.text("subset"))
      _ = try request.query.required("kind", like: "roc")
      let kind: CurveKind = try request.query.word("kind") ?? .roc
      return try await request.project.json(request, view) { open in
        let outcomes = try MetricQuestions(open).outcomes(ColumnQuestions(open).mask(subset: subset, filter: filter))
        return CurveJSON.json(kind, outcomes, classes: open.dataset.classNames)
      }
    },
    .get("/runs/{run}/correlation", query: ["x", "y", "filter"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let (x, y) = (try request.query.required("x", like: "distance"), try request.query.required("y", like: "loss"))
      let filter = request.query.text("filter")
      return try await request.project.json(request, view) { open in
        let table = try ColumnQuestions(open).table()
        let passing = try filter.map { try Filter(parsing: $0, for: table) }
        return CorrelationAnswer(try Correlation(of: x, y, in: table, filter: passing))
      }
    },
    .get("/runs/{run}/training", query: ["from"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let first = try request.query.int("from", in: 0...(1 << 40)) ?? 0
      return try await request.project.answer(request, view, type: ArrayMessage.mediaType) {
        try await BlockingThreads.run { try TrainingMessage.message(view, from: first).encoded() }
      }
    },
  ]
}
