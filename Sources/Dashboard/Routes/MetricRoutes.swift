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
    .get("/runs/{run}/confusion", query: ["filter", "subset"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (filter, subset) = (call.query.text("filter"), call.query.text("subset"))
      return try await call.desk.json(call, view) { open in
        let matrix = try MetricQuestions(open).confusion(ColumnQuestions(open).mask(subset: subset, filter: filter))
        return ConfusionAnswer(matrix, classNames: open.dataset.classNames)
      }
    },
    .get("/runs/{run}/metrics", query: ["filter", "names"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let filter = call.query.text("filter")
      let names = call.query.list("names")
      guard names.count <= most else { throw Query.fault("\(names.count) metrics are too many", "ask for at most \(most)") }
      let metrics = try names.isEmpty ? Metric.usual : names.map { try Metric(named: $0) }
      return try await call.desk.json(call, view) { open in
        MetricsAnswer(try MetricQuestions(open).figures(metrics, filter: filter))
      }
    },
    .get("/runs/{run}/curves", query: ["kind", "filter", "subset"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (filter, subset) = (call.query.text("filter"), call.query.text("subset"))
      _ = try call.query.required("kind", like: "roc")
      let kind: CurveKind = try call.query.word("kind") ?? .roc
      return try await call.desk.json(call, view) { open in
        let outcomes = try MetricQuestions(open).outcomes(ColumnQuestions(open).mask(subset: subset, filter: filter))
        return CurveJSON.json(kind, outcomes, classes: open.dataset.classNames)
      }
    },
    .get("/runs/{run}/correlation", query: ["x", "y", "filter"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let (x, y) = (try call.query.required("x", like: "distance"), try call.query.required("y", like: "loss"))
      let filter = call.query.text("filter")
      return try await call.desk.json(call, view) { open in
        let table = try ColumnQuestions(open).table()
        let passing = try filter.map { try Filter(parsing: $0, for: table) }
        return CorrelationAnswer(try Correlation(of: x, y, in: table, filter: passing))
      }
    },
    .get("/runs/{run}/training", query: ["from"]) { call in
      let view = try await call.desk.view(call.parameter("run"))
      let first = try call.query.int("from", in: 0...(1 << 40)) ?? 0
      return try await call.desk.answer(call, view, type: ArrayMessage.mediaType) {
        try await BlockingThreads.run { try TrainingMessage.message(view, from: first).encoded() }
      }
    },
  ]
}
